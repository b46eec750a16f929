using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>Sizes of a recurrent layer.</summary>
internal readonly struct RecurrentSizes
{
    private readonly bool _timeMajor;

    /// <param name="args">Operands; the first is the sequence.</param>
    /// <param name="timeMajor">Whether time is its first dimension.</param>
    /// <param name="hidden">Operand <c>[N, H]</c>.</param>
    /// <param name="cell">Operand <c>[N, C]</c>; the hidden state where there is no other.</param>
    public RecurrentSizes(in KernelArgs args, bool timeMajor, int hidden, int cell)
    {
        Shape x = args.Input(0).Info.Shape;
        _timeMajor = timeMajor;
        (Steps, Batches, Inputs) = timeMajor ? (x[0], x[1], x[2]) : (x[1], x[0], x[2]);
        Hidden = args.Input(hidden).Info.Shape[1];
        Cells = args.Input(cell).Info.Shape[1];
    }

    public int Steps { get; }

    public int Batches { get; }

    public int Inputs { get; }

    public int Hidden { get; }

    public int Cells { get; }

    /// <summary>Steps of one batch.</summary>
    /// <exception cref="InvalidNetworkException">The operand states more than there are.</exception>
    public int Length(in KernelArgs args, int operand, int batch)
    {
        if (!args.Has(operand)) return Steps;
        long length = IntegerOperand.At(args.Input(operand), batch);
        if (length < 0 || length > Steps) throw new InvalidNetworkException($"batch {batch} has {length} steps, expected 0 to {Steps}");
        return (int)length;
    }

    /// <summary>Row of input and result that belongs to a step and batch.</summary>
    public int Row(int step, int batch) => _timeMajor ? (step * Batches) + batch : (batch * Steps) + step;
}

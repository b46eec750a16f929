using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>
/// Parameters of a recurrent kernel, widened once per run: floats, integers turned into floats, or integer matrices that multiply
/// vectors which are quantized on the way.
/// </summary>
internal readonly ref struct RecurrentWeights
{
    private const int Operands = 32;

    private readonly HybridQuantization _hybrid;
    private readonly Span<int> _starts;
    private readonly Span<int> _lengths;
    private readonly Span<float> _scales;
    private readonly Span<float> _real;
    private readonly Span<int> _stored;

    /// <param name="args">Operands, and where scratch memory comes from.</param>
    /// <param name="hybrid">What integer matrices multiply.</param>
    /// <param name="operands">Which operands are parameters.</param>
    public RecurrentWeights(in KernelArgs args, HybridQuantization hybrid, params ReadOnlySpan<System.Range> operands)
    {
        _hybrid = hybrid;
        _starts = args.Scratch.Rent<int>(Operands);
        _lengths = args.Scratch.Rent<int>(Operands);
        _scales = args.Scratch.Rent<float>(Operands);
        _starts.Fill(-1);
        int real = 0, stored = 0;
        foreach (System.Range range in operands)
            for (int i = range.Start.Value; i < range.End.Value; i++)
            {
                if (!args.Has(i)) continue;
                bool integer = IsHybrid(hybrid, args.Input(i).Info);
                _lengths[i] = (int)args.Input(i).Info.ElementCount;
                _scales[i] = integer ? args.Input(i).Info.Quantization!.Scale : 0;
                _starts[i] = integer ? stored : real;
                if (integer) stored += _lengths[i];
                else real += _lengths[i];
            }

        _real = args.Scratch.Rent<float>(real);
        _stored = args.Scratch.Rent<int>(stored);
        for (int i = 0; i < Operands; i++)
        {
            if (!Has(i)) continue;
            TensorBuffer w = args.Input(i);
            if (_scales[i] != 0) DenseOperands.Centered(args, w).CopyTo(_stored[_starts[i]..]);
            else if (w.Info.Type == ElementType.Float32) w.Span<float>().CopyTo(_real[_starts[i]..]);
            else DenseOperands.Dequantized(args, w).CopyTo(_real[_starts[i]..]);
        }
    }

    /// <summary>A parameter that is a vector; empty when it is left out.</summary>
    public ReadOnlySpan<float> this[int operand] => Has(operand) ? _real.Slice(_starts[operand], _lengths[operand]) : default;

    /// <summary>What a kernel requires of its parameters.</summary>
    /// <param name="signature">Its operands.</param>
    /// <param name="hybrid">What integer matrices multiply.</param>
    /// <param name="operands">Which operands are parameters.</param>
    public static Support Supports(KernelSignature signature, HybridQuantization hybrid, params ReadOnlySpan<System.Range> operands)
    {
        foreach (System.Range range in operands)
            for (int i = range.Start.Value; i < range.End.Value; i++)
            {
                if (signature.Optional(i) is not { } w || w.Type == ElementType.Float32) continue;
                if (!StoredIntegers.CanRead(w.Type) || w.Quantization is null)
                    return Support.No($"operand {i} is {w}, expected Float32 or quantized integers");
                if (IsHybrid(hybrid, w) && !w.Quantization.IsPerTensor)
                    return Support.No($"operand {i} is quantized per axis, expected per tensor when activations are quantized");
            }

        return Support.Yes;
    }

    public bool Has(int operand) => _starts[operand] >= 0;

    /// <summary>Prepares a row for <see cref="Add"/>.</summary>
    /// <param name="real">The numbers.</param>
    /// <param name="quantized">Receives the integers; as long as the row.</param>
    public RecurrentVector Vector(ReadOnlySpan<float> real, Span<int> quantized) => _hybrid switch
    {
        HybridQuantization.Symmetric => new RecurrentVector(real, quantized, DynamicRange.Symmetric(real, quantized)),
        HybridQuantization.Asymmetric => new RecurrentVector(real, quantized, DynamicRange.Asymmetric(real, quantized)),
        _ => new RecurrentVector(real, default, 0),
    };

    /// <summary>Adds the product of one row of a matrix and a vector.</summary>
    public float Add(float sum, int matrix, int row, in RecurrentVector x)
    {
        int start = _starts[matrix] + (row * x.Real.Length);
        return _scales[matrix] == 0
            ? FloatDot<float>.Add(sum, x.Real, _real.Slice(start, x.Real.Length))
            : sum + (IntegerDot.Add(0, x.Quantized, _stored.Slice(start, x.Real.Length)) * (_scales[matrix] * x.Scale));
    }

    private static bool IsHybrid(HybridQuantization hybrid, TensorInfo w) =>
        hybrid != HybridQuantization.None && w.Type != ElementType.Float32 && (!w.Shape.IsRanked || w.Shape.Rank == 2);
}

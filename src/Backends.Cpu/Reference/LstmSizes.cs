using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>Sizes of an LSTM.</summary>
internal readonly struct LstmSizes
{
    private readonly bool _timeMajor;

    public LstmSizes(Lstm op, in KernelArgs args)
    {
        Shape x = args.Input(0).Info.Shape;
        _timeMajor = op.TimeMajor;
        (Steps, Batches, Inputs) = op.TimeMajor ? (x[0], x[1], x[2]) : (x[1], x[0], x[2]);
        Hidden = args.Input(18).Info.Shape[1];
        Cells = args.Input(19).Info.Shape[1];
    }

    public int Steps { get; }

    public int Batches { get; }

    public int Inputs { get; }

    public int Hidden { get; }

    public int Cells { get; }

    /// <summary>Row of input and result that belongs to a step and batch.</summary>
    public int Row(int step, int batch) => _timeMajor ? (step * Batches) + batch : (batch * Steps) + step;
}

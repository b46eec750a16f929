using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>One to three spatial dimensions of input 0 and output 0, channels last, seen as three; missing ones in front have size 1.</summary>
internal readonly struct SpatialSizes
{
    private readonly Shape _input;
    private readonly Shape _output;

    public SpatialSizes(in KernelArgs args) => (_input, _output) = (args.Input(0).Info.Shape, args.Output(0).Info.Shape);

    public int Batches => _input[0];

    public int Channels => _input[_input.Rank - 1];

    public int Input(int axis) => Size(_input, axis);

    public int Output(int axis) => Size(_output, axis);

    /// <summary>First channel of a place in the input.</summary>
    public int InputOffset(int batch, int depth, int row, int column) =>
        ((((((batch * Input(0)) + depth) * Input(1)) + row) * Input(2)) + column) * Channels;

    private static int Size(Shape shape, int axis) => axis - (5 - shape.Rank) is >= 0 and var i ? shape[i + 1] : 1;
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Movement;

/// <summary>Elements at regular distances along the axes of a tensor, known in advance.</summary>
internal sealed unsafe class MovedBlock
{
    private readonly MovedAxes _axes;
    private readonly nint _start;

    /// <param name="x">What they are taken from.</param>
    /// <param name="ranges">What is taken along each axis of the result.</param>
    public MovedBlock(TensorInfo x, ReadOnlySpan<SliceRange> ranges)
    {
        int elementBytes = x.Type.BitWidth() / 8;
        var strides = new int[x.Shape.Rank];
        int[] sizes = new int[ranges.Length], from = new int[ranges.Length], to = new int[ranges.Length];
        Strides.Of(x.Shape, strides);
        for (int i = 0; i < ranges.Length; i++)
        {
            SliceRange range = ranges[i];
            sizes[i] = range.Count;
            if (range.Axis < 0) continue;
            from[i] = range.Step * strides[range.Axis];
            _start += (nint)range.Start * strides[range.Axis] * elementBytes;
        }

        Strides.Of(sizes, to);
        _axes = new MovedAxes(sizes, from, to, elementBytes);
    }

    public void Run(in KernelArgs args)
    {
        fixed (byte* x = args.Input(0).Bytes.Span)
        fixed (byte* y = args.Output(0).Bytes.Span)
            _axes.Run(x + _start, y);
    }
}

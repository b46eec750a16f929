using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class StridedSliceKernel(StridedSlice op) : IKernel<StridedSliceKernel, StridedSlice>
{
    public static Support Supports(StridedSlice op, KernelSignature signature) => Support.Yes;

    public static StridedSliceKernel Prepare(StridedSlice op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape;
        int entries = (int)args.Input(1).Info.ElementCount;
        Span<int> sizes = stackalloc int[shape.Rank];
        Span<int> strides = stackalloc int[shape.Rank];
        Strides.Of(shape, sizes, strides);
        Span<long> begin = stackalloc long[entries], end = stackalloc long[entries];
        Span<long> steps = stackalloc long[entries], axes = stackalloc long[args.Has(4) ? entries : 0];
        IntegerOperand.Read(args.Input(1), begin);
        IntegerOperand.Read(args.Input(2), end);
        if (args.Has(3)) IntegerOperand.Read(args.Input(3), steps);
        else steps.Fill(1);
        if (args.Has(4)) IntegerOperand.Read(args.Input(4), axes);
        Span<SliceRange> ranges = stackalloc SliceRange[shape.Rank + entries];
        ranges = ranges[..op.Resolve(sizes, entries, begin, end, steps, axes, ranges)];
        Copy(args, ranges, strides);
    }

    private static void Copy(in KernelArgs args, ReadOnlySpan<SliceRange> ranges, ReadOnlySpan<int> strides)
    {
        Span<int> sizes = stackalloc int[ranges.Length], source = stackalloc int[ranges.Length], target = stackalloc int[ranges.Length];
        int start = 0;
        for (int i = 0; i < ranges.Length; i++)
        {
            SliceRange range = ranges[i];
            sizes[i] = range.Count;
            if (range.Axis < 0) continue;
            source[i] = range.Step * strides[range.Axis];
            start += range.Start * strides[range.Axis];
        }

        Strides.Of(sizes, target);
        StridedCopy.Run(sizes, new ElementSpan(args.Input(0)), start, source, new ElementSpan(args.Output(0)), 0, target);
    }
}

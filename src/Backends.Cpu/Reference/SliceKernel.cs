using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SliceKernel : IKernel<SliceKernel, Slice>
{
    public static Support Supports(Slice op, KernelSignature signature) => Support.Yes;

    public static SliceKernel Prepare(Slice op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape;
        Span<int> strides = stackalloc int[shape.Rank], sizes = stackalloc int[shape.Rank], target = stackalloc int[shape.Rank];
        Strides.Of(shape, strides);
        Strides.Of(args.Output(0).Info.Shape, sizes, target);
        int start = 0;
        for (int i = 0; i < strides.Length; i++) start += Begin(args.Input(1), i, shape[i], sizes[i]) * strides[i];
        StridedCopy.Run(sizes, new ElementSpan(args.Input(0)), start, strides, new ElementSpan(args.Output(0)), 0, target);
    }

    private static int Begin(TensorBuffer operand, int axis, int size, int taken)
    {
        long begin = IntegerOperand.At(operand, axis);
        return begin >= 0 && begin <= size - taken
            ? (int)begin
            : throw new InvalidNetworkException($"begin {begin} along axis {axis} is outside [0, {size - taken}]");
    }
}

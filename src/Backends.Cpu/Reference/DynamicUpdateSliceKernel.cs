using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class DynamicUpdateSliceKernel : IKernel<DynamicUpdateSliceKernel, DynamicUpdateSlice>
{
    public static Support Supports(DynamicUpdateSlice op, KernelSignature signature) => Support.Yes;

    public static DynamicUpdateSliceKernel Prepare(DynamicUpdateSlice op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        args.Input(0).Bytes.CopyTo(args.Output(0).Bytes);
        Shape shape = args.Input(0).Info.Shape, update = args.Input(1).Info.Shape;
        int rank = shape.Rank, start = 0;
        Span<int> sizes = stackalloc int[rank], strides = stackalloc int[rank], updateSizes = stackalloc int[rank], updateStrides = stackalloc int[rank];
        Strides.Of(shape, sizes, strides);
        Strides.Of(update, updateSizes, updateStrides);
        for (int i = 0; i < rank; i++) start += (int)Math.Clamp(IntegerOperand.At(args.Input(2), i), 0, sizes[i] - updateSizes[i]) * strides[i];
        if (args.Input(1).Info.ElementCount > 0)
            StridedCopy.Run(updateSizes, new ElementSpan(args.Input(1)), 0, updateStrides, new ElementSpan(args.Output(0)), start, strides);
    }
}

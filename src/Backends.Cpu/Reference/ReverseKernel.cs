using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ReverseKernel : IKernel<ReverseKernel, Reverse>
{
    public static Support Supports(Reverse op, KernelSignature signature) => Support.Yes;

    public static ReverseKernel Prepare(Reverse op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape;
        int rank = shape.Rank, start = 0;
        Span<int> sizes = stackalloc int[rank], strides = stackalloc int[rank], from = stackalloc int[rank];
        Strides.Of(shape, sizes, strides);
        strides.CopyTo(from);
        for (int i = 0; i < args.Input(1).Info.ElementCount; i++)
        {
            int axis = IntegerOperand.Axis(args.Input(1), i, rank);
            start += (sizes[axis] - 1) * strides[axis];
            from[axis] = -strides[axis];
        }

        if (args.Output(0).Info.ElementCount > 0)
            StridedCopy.Run(sizes, new ElementSpan(args.Input(0)), start, from, new ElementSpan(args.Output(0)), 0, strides);
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class TransposeKernel : IKernel<TransposeKernel, Transpose>
{
    public static Support Supports(Transpose op, KernelSignature signature) => Support.Yes;

    public static TransposeKernel Prepare(Transpose op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape;
        Span<int> strides = stackalloc int[shape.Rank], permuted = stackalloc int[shape.Rank];
        Span<int> sizes = stackalloc int[shape.Rank], target = stackalloc int[shape.Rank];
        Strides.Of(shape, strides);
        Strides.Of(args.Output(0).Info.Shape, sizes, target);
        for (int i = 0; i < permuted.Length; i++) permuted[i] = strides[IntegerOperand.Index(args.Input(1), i, shape.Rank)];
        StridedCopy.Run(sizes, new ElementSpan(args.Input(0)), 0, permuted, new ElementSpan(args.Output(0)), 0, target);
    }
}

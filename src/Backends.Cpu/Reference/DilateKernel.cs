using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class DilateKernel : IKernel<DilateKernel, Dilate>
{
    public static Support Supports(Dilate op, KernelSignature signature) => Support.Yes;

    public static DilateKernel Prepare(Dilate op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape;
        int count = (int)args.Output(0).Info.ElementCount;
        if (count == 0) return;
        Span<int> sizes = stackalloc int[shape.Rank], strides = stackalloc int[shape.Rank], targets = stackalloc int[shape.Rank];
        Strides.Of(shape, sizes, strides);
        Strides.Of(args.Output(0).Info.Shape, targets);
        for (int i = 0; i < targets.Length; i++) targets[i] *= sizes[i] == 1 ? 1 : (int)IntegerOperand.At(args.Input(1), i);
        var y = new ElementSpan(args.Output(0));
        y.Fill(0, count, new ElementSpan(args.Input(2)));
        StridedCopy.Run(sizes, new ElementSpan(args.Input(0)), 0, strides, y, 0, targets);
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ShapeOfKernel(ShapeOf op) : IKernel<ShapeOfKernel, ShapeOf>
{
    public static Support Supports(ShapeOf op, KernelSignature signature) => Support.Yes;

    public static ShapeOfKernel Prepare(ShapeOf op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape;
        (int start, int end) = op.Part(shape.Rank);
        for (int i = start; i < end; i++) IntegerOperand.Write(args.Output(0), i - start, shape[i]);
    }
}

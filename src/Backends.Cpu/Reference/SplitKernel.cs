using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SplitKernel(Split op) : IKernel<SplitKernel, Split>
{
    public static Support Supports(Split op, KernelSignature signature) => Support.Yes;

    public static SplitKernel Prepare(Split op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape;
        int axis = op.Axis < 0 ? op.Axis + shape.Rank : op.Axis;
        int outer = (int)shape.Product(0, axis), row = (int)shape.Product(axis, shape.Rank), start = 0;
        var x = new ElementSpan(args.Input(0));
        for (int i = 0; i < args.OutputCount; i++)
        {
            int piece = (int)args.Output(i).Info.Shape.Product(axis, shape.Rank);
            var y = new ElementSpan(args.Output(i));
            for (int o = 0; o < outer; o++) y.Copy(o * piece, x, (o * row) + start, piece);
            start += piece;
        }
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class PackKernel(Pack op) : IKernel<PackKernel, Pack>
{
    public static Support Supports(Pack op, KernelSignature signature) => Support.Yes;

    public static PackKernel Prepare(Pack op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Output(0).Info.Shape;
        int axis = op.Axis < 0 ? op.Axis + shape.Rank : op.Axis;
        int outer = (int)shape.Product(0, axis), inner = (int)shape.Product(axis + 1, shape.Rank), count = args.InputCount;
        var y = new ElementSpan(args.Output(0));
        for (int i = 0; i < count; i++)
        {
            var x = new ElementSpan(args.Input(i));
            for (int o = 0; o < outer; o++) y.Copy(((o * count) + i) * inner, x, o * inner, inner);
        }
    }
}

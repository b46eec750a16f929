using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class UnpackKernel(Unpack op) : IKernel<UnpackKernel, Unpack>
{
    public static Support Supports(Unpack op, KernelSignature signature) => Support.Yes;

    public static UnpackKernel Prepare(Unpack op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape;
        int axis = op.Axis < 0 ? op.Axis + shape.Rank : op.Axis;
        int outer = (int)shape.Product(0, axis), inner = (int)shape.Product(axis + 1, shape.Rank), count = args.OutputCount;
        var x = new ElementSpan(args.Input(0));
        for (int i = 0; i < count; i++)
        {
            var y = new ElementSpan(args.Output(i));
            for (int o = 0; o < outer; o++) y.Copy(o * inner, x, ((o * count) + i) * inner, inner);
        }
    }
}

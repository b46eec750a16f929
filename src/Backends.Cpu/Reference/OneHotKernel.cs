using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class OneHotKernel(OneHot op) : IKernel<OneHotKernel, OneHot>
{
    public static Support Supports(OneHot op, KernelSignature signature) => Support.Yes;

    public static OneHotKernel Prepare(OneHot op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        TensorBuffer indices = args.Input(0);
        ElementSpan on = new(args.Input(2)), off = new(args.Input(3)), y = new(args.Output(0));
        Shape output = args.Output(0).Info.Shape;
        int axis = op.Axis < 0 ? op.Axis + output.Rank : op.Axis, depth = output[axis];
        int outer = (int)output.Product(0, axis), inner = (int)output.Product(axis + 1, output.Rank);
        for (int o = 0; o < outer; o++)
            for (int k = 0; k < depth; k++)
                for (int i = 0; i < inner; i++)
                {
                    long index = IntegerOperand.At(indices, (o * inner) + i);
                    if (op.NegativeWraps && index < 0) index += depth;
                    y.Copy((((o * depth) + k) * inner) + i, index == k ? on : off, 0, 1);
                }
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class TriluKernel(Trilu op) : IKernel<TriluKernel, Trilu>
{
    public static Support Supports(Trilu op, KernelSignature signature) => Support.Yes;

    public static TriluKernel Prepare(Trilu op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape;
        int rows = shape[shape.Rank - 2], columns = shape[shape.Rank - 1];
        long diagonal = args.Has(1) ? IntegerOperand.At(args.Input(1), 0) : 0;
        ElementSpan x = new(args.Input(0)), y = new(args.Output(0));
        y.Clear();
        for (int i = 0; i < shape.ElementCount; i++)
        {
            int distance = (i % columns) - (i / columns % rows);
            if (op.Upper ? distance >= diagonal : distance <= diagonal) y.Copy(i, x, i, 1);
        }
    }
}

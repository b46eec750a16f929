using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class MatrixDiagKernel : IKernel<MatrixDiagKernel, MatrixDiag>
{
    public static Support Supports(MatrixDiag op, KernelSignature signature) => Support.Yes;

    public static MatrixDiagKernel Prepare(MatrixDiag op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        ElementSpan x = new(args.Input(0)), y = new(args.Output(0));
        Shape shape = args.Input(0).Info.Shape;
        int size = shape[shape.Rank - 1], count = (int)shape.ElementCount;
        y.Clear();
        for (int i = 0; i < count; i++) y.Copy((i / size * size * size) + (i % size * (size + 1)), x, i, 1);
    }
}

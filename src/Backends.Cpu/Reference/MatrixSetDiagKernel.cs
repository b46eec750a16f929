using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class MatrixSetDiagKernel : IKernel<MatrixSetDiagKernel, MatrixSetDiag>
{
    public static Support Supports(MatrixSetDiag op, KernelSignature signature) => Support.Yes;

    public static MatrixSetDiagKernel Prepare(MatrixSetDiag op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        args.Input(0).Bytes.CopyTo(args.Output(0).Bytes);
        ElementSpan diagonal = new(args.Input(1)), y = new(args.Output(0));
        Shape shape = args.Input(0).Info.Shape;
        int rows = shape[shape.Rank - 2], columns = shape[shape.Rank - 1], length = Math.Min(rows, columns);
        for (int i = 0; i < args.Input(1).Info.ElementCount; i++)
            y.Copy((i / length * rows * columns) + (i % length * (columns + 1)), diagonal, i, 1);
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ScatterNdKernel(ScatterNd op) : IKernel<ScatterNdKernel, ScatterNd>
{
    public static Support Supports(ScatterNd op, KernelSignature signature) => ScatterUpdate.Supports(op.Reduction, signature.InputType(0));

    public static ScatterNdKernel Prepare(ScatterNd op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        args.Input(0).Bytes.CopyTo(args.Output(0).Bytes);
        Shape shape = args.Input(0).Info.Shape, indices = args.Input(1).Info.Shape;
        int depth = indices[indices.Rank - 1], slice = (int)shape.Product(depth, shape.Rank), rows = (int)indices.Product(0, indices.Rank - 1);
        for (int row = 0; row < rows; row++)
        {
            int to = 0;
            for (int k = 0; k < depth; k++) to = (to * shape[k]) + IntegerOperand.Index(args.Input(1), (row * depth) + k, shape[k]);
            ScatterUpdate.Run(op.Reduction, args, to * slice, row * slice, slice);
        }
    }
}

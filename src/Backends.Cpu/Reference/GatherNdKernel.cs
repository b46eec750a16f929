using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class GatherNdKernel(GatherNd op) : IKernel<GatherNdKernel, GatherNd>
{
    public static Support Supports(GatherNd op, KernelSignature signature) => Support.Yes;

    public static GatherNdKernel Prepare(GatherNd op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape, indices = args.Input(1).Info.Shape;
        ElementSpan x = new(args.Input(0)), y = new(args.Output(0));
        int depth = indices[indices.Rank - 1], batches = (int)shape.Product(0, op.BatchDims);
        int slice = (int)shape.Product(op.BatchDims + depth, shape.Rank), perBatch = (int)shape.Product(op.BatchDims, shape.Rank);
        int rows = (int)indices.Product(op.BatchDims, indices.Rank - 1), to = 0;
        for (int b = 0; b < batches; b++)
            for (int row = 0; row < rows; row++, to += slice)
            {
                int from = 0;
                for (int k = 0; k < depth; k++)
                {
                    int size = shape[op.BatchDims + k];
                    from = (from * size) + IntegerOperand.Index(args.Input(1), (((b * rows) + row) * depth) + k, size);
                }

                y.Copy(to, x, (b * perBatch) + (from * slice), slice);
            }
    }
}

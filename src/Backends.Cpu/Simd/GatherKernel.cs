using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Movement;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Known elements of the last dimension in vectors; whole rows, which are copied anyway, like the reference.</summary>
internal sealed unsafe class GatherKernel(PickedRow? row, int rows, Reference.GatherKernel plain) : IKernel<GatherKernel, Gather>
{
    public static Support Supports(Gather op, KernelSignature signature) => Reference.GatherKernel.Supports(op, signature);

    public static GatherKernel Prepare(Gather op, KernelSignature signature)
    {
        TensorInfo x = signature.Input(0);
        var plain = Reference.GatherKernel.Prepare(op, signature);
        bool isLast = op.BatchDims == 0 && x.Shape.Rank > 0 && (op.Axis == -1 || op.Axis == x.Shape.Rank - 1);
        if (!isLast || signature.Constants[1] is null || x.Type.BitWidth() != 32 || signature.Outputs[0].Type != x.Type) return new(null, 0, plain);
        TensorBuffer indices = TensorBuffer.OfConstant(Constants.Of(signature, 1));
        int size = x.Shape[x.Shape.Rank - 1];
        int[] picks = [.. Enumerable.Range(0, (int)indices.Info.ElementCount).Select(i => IntegerOperand.Index(indices, i, size))];
        return new(new PickedRow(size, picks), (int)x.Shape.Product(0, x.Shape.Rank - 1), plain);
    }

    public void Run(in KernelArgs args)
    {
        if (row is null)
        {
            plain.Run(args);
            return;
        }

        fixed (byte* x = args.Input(0).Bytes.Span)
        fixed (byte* y = args.Output(0).Bytes.Span)
            row.Run((uint*)x, (uint*)y, rows);
    }
}

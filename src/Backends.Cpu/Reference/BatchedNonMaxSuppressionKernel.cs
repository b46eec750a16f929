using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class BatchedNonMaxSuppressionKernel(BatchedNonMaxSuppression op)
    : IKernel<BatchedNonMaxSuppressionKernel, BatchedNonMaxSuppression>
{
    public static Support Supports(BatchedNonMaxSuppression op, KernelSignature signature) => Support.Yes;

    public static BatchedNonMaxSuppressionKernel Prepare(BatchedNonMaxSuppression op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(1).Info.Shape;
        int batches = shape[0], classes = shape[1], count = shape[2];
        long stated = args.Has(2) ? IntegerOperand.At(args.Input(2), 0) : 0;
        int most = (int)Math.Clamp(stated, 0, count);
        float overlap = args.Has(3) ? args.Input(3).Span<float>()[0] : 0;
        // "Above the threshold" is "not below the next number".
        float lowest = args.Has(4) ? MathF.BitIncrement(args.Input(4).Span<float>()[0]) : float.NegativeInfinity;
        ReadOnlySpan<float> corners = Corners(args), scores = args.Input(1).Span<float>();
        Span<int> order = args.Scratch.Rent<int>(count), kept = args.Scratch.Rent<int>(batches * classes * most), found = args.Scratch.Rent<int>(batches * classes);
        int total = 0;
        for (int row = 0; row < batches * classes; row++)
            total += found[row] = BoxSuppression.Run(corners.Slice(row / classes * count * 4, count * 4), scores.Slice(row * count, count), most, lowest, overlap,
                order, kept.Slice(row * most, most));
        TensorBuffer y = args.Output(0).Info.Shape.IsStatic ? args.Output(0) : args.Allocate(0, [total, 3]);
        int at = 0;
        for (int row = 0; row < found.Length; row++)
            for (int i = 0; i < found[row]; i++)
            {
                IntegerOperand.Write(y, at++, row / classes);
                IntegerOperand.Write(y, at++, row % classes);
                IntegerOperand.Write(y, at++, kept[(row * most) + i]);
            }
    }

    private ReadOnlySpan<float> Corners(in KernelArgs args)
    {
        ReadOnlySpan<float> boxes = args.Input(0).Span<float>();
        if (!op.CenterBoxes) return boxes;
        Span<float> corners = args.Scratch.Rent<float>(boxes.Length);
        for (int i = 0; i < boxes.Length; i += 4)
        {
            float x = boxes[i], y = boxes[i + 1], halfWidth = boxes[i + 2] / 2, halfHeight = boxes[i + 3] / 2;
            (corners[i], corners[i + 1], corners[i + 2], corners[i + 3]) = (y - halfHeight, x - halfWidth, y + halfHeight, x + halfWidth);
        }

        return corners;
    }
}

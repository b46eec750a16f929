using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class DetectionPostProcessKernel(DetectionPostProcess op) : IKernel<DetectionPostProcessKernel, DetectionPostProcess>
{
    public static Support Supports(DetectionPostProcess op, KernelSignature signature) => Support.All(
        new SupportRule(signature.Inputs.All(i => i!.Type == ElementType.Float32 || Quantization.StoredIntegers.CanRead(i.Type)), "operands are not Float32 or integers of up to 16 bits"));

    public static DetectionPostProcessKernel Prepare(DetectionPostProcess op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        for (int i = 0; i < 4; i++) args.Output(i).Span<float>().Clear();
        ReadOnlySpan<float> scores = Real(args, 1);
        Span<float> boxes = Decode(args);
        int count = boxes.Length / 4, columns = args.Input(1).Info.Shape[2];
        if (op.PerClass) RunPerClass(args, boxes, scores, count, columns);
        else RunByBestClass(args, boxes, scores, count, columns);
    }

    private static ReadOnlySpan<float> Real(in KernelArgs args, int input) =>
        args.Input(input).Info.Type == ElementType.Float32 ? args.Input(input).Span<float>() : RealRows.Read(args, args.Input(input));

    private Span<float> Decode(in KernelArgs args)
    {
        ReadOnlySpan<float> encodings = Real(args, 0), anchors = Real(args, 2);
        int count = args.Input(2).Info.Shape[0], stride = args.Input(0).Info.Shape[2];
        Span<float> boxes = args.Scratch.Rent<float>(count * 4);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> e = encodings.Slice(i * stride, 4), anchor = anchors.Slice(i * 4, 4);
            float y = (e[0] / op.Scale[0] * anchor[2]) + anchor[0], x = (e[1] / op.Scale[1] * anchor[3]) + anchor[1];
            float halfHeight = 0.5f * MathF.Exp(e[2] / op.Scale[2]) * anchor[2], halfWidth = 0.5f * MathF.Exp(e[3] / op.Scale[3]) * anchor[3];
            (boxes[4 * i], boxes[(4 * i) + 1], boxes[(4 * i) + 2], boxes[(4 * i) + 3]) = (y - halfHeight, x - halfWidth, y + halfHeight, x + halfWidth);
        }

        return boxes;
    }

    private void RunByBestClass(in KernelArgs args, ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, int count, int columns)
    {
        int background = columns - op.Classes, perBox = Math.Min(op.MaxClassesPerDetection, op.Classes);
        Span<float> best = args.Scratch.Rent<float>(count);
        for (int i = 0; i < count; i++)
        {
            best[i] = float.NegativeInfinity;
            for (int c = background; c < columns; c++) best[i] = Math.Max(best[i], scores[(i * columns) + c]);
        }

        Span<int> kept = args.Scratch.Rent<int>(Math.Min(count, op.MaxDetections)), order = args.Scratch.Rent<int>(count);
        int found = BoxSuppression.Run(boxes, best, op.MaxDetections, op.ScoreThreshold, op.OverlapThreshold, order, kept);
        Span<int> classes = args.Scratch.Rent<int>(op.Classes);
        for (int d = 0; d < found; d++)
        {
            ReadOnlySpan<float> row = scores.Slice((kept[d] * columns) + background, op.Classes);
            for (int c = 0; c < classes.Length; c++) classes[c] = c;
            BoxSuppression.SortDescending(classes, row);
            for (int c = 0; c < perBox; c++)
                Store(args, (d * op.MaxClassesPerDetection) + c, boxes.Slice(kept[d] * 4, 4), classes[c], row[classes[c]]);
        }

        args.Output(3).Span<float>()[0] = found;
    }

    private void RunPerClass(in KernelArgs args, ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, int count, int columns)
    {
        int background = columns - op.Classes, most = Math.Min(op.DetectionsPerClass, count);
        Span<float> single = args.Scratch.Rent<float>(count), foundScores = args.Scratch.Rent<float>(most * op.Classes);
        Span<int> kept = args.Scratch.Rent<int>(most), order = args.Scratch.Rent<int>(Math.Max(count, most * op.Classes));
        Span<int> foundBoxes = args.Scratch.Rent<int>(most * op.Classes), foundClasses = args.Scratch.Rent<int>(most * op.Classes);
        int total = 0;
        for (int c = 0; c < op.Classes; c++)
        {
            for (int i = 0; i < count; i++) single[i] = scores[(i * columns) + background + c];
            int found = BoxSuppression.Run(boxes, single, most, op.ScoreThreshold, op.OverlapThreshold, order, kept);
            for (int k = 0; k < found; k++, total++)
                (foundBoxes[total], foundClasses[total], foundScores[total]) = (kept[k], c, single[kept[k]]);
        }

        for (int i = 0; i < total; i++) order[i] = i;
        BoxSuppression.SortDescending(order[..total], foundScores);
        int shown = Math.Min(total, op.MaxDetections);
        for (int d = 0; d < shown; d++) Store(args, d, boxes.Slice(foundBoxes[order[d]] * 4, 4), foundClasses[order[d]], foundScores[order[d]]);
        args.Output(3).Span<float>()[0] = shown;
    }

    private static void Store(in KernelArgs args, int index, ReadOnlySpan<float> box, int category, float score)
    {
        box.CopyTo(args.Output(0).Span<float>()[(index * 4)..]);
        args.Output(1).Span<float>()[index] = category;
        args.Output(2).Span<float>()[index] = score;
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class NonMaxSuppressionKernel : IKernel<NonMaxSuppressionKernel, NonMaxSuppression>
{
    public static Support Supports(NonMaxSuppression op, KernelSignature signature) => Support.Yes;

    public static NonMaxSuppressionKernel Prepare(NonMaxSuppression op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        ReadOnlySpan<float> boxes = args.Input(0).Span<float>();
        Span<float> scores = args.Scratch.Rent<float>((int)args.Input(1).Info.ElementCount);
        args.Input(1).Span<float>().CopyTo(scores);
        float overlap = args.Input(3).Span<float>()[0], lowest = args.Input(4).Span<float>()[0];
        float sigma = args.Has(5) ? args.Input(5).Span<float>()[0] : 0;
        Span<int> kept = args.Output(0).Span<int>();
        Span<float> keptScores = args.Output(1).Span<float>();
        kept.Clear();
        keptScores.Clear();
        Span<bool> open = args.Scratch.Rent<bool>(scores.Length);
        open.Fill(true);
        int count = 0;
        while (count < kept.Length && Best(scores, open, lowest) is >= 0 and var best)
        {
            open[best] = false;
            (kept[count], keptScores[count]) = (best, scores[best]);
            count++;
            for (int i = 0; i < scores.Length; i++)
            {
                if (!open[i]) continue;
                float common = BoxSuppression.Overlap(boxes.Slice(best * 4, 4), boxes.Slice(i * 4, 4));
                if (sigma > 0) scores[i] *= common <= overlap ? MathF.Exp(-0.5f / sigma * common * common) : 0;
                else if (common > overlap) open[i] = false;
            }
        }

        args.Output(2).Span<int>()[0] = count;
    }

    private static int Best(ReadOnlySpan<float> scores, ReadOnlySpan<bool> open, float lowest)
    {
        int best = -1;
        for (int i = 0; i < scores.Length; i++)
            if (open[i] && scores[i] > lowest && (best < 0 || scores[i] > scores[best])) best = i;
        return best;
    }
}

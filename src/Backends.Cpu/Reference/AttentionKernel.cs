using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class AttentionKernel(Attention op) : IKernel<AttentionKernel, Attention>, IFloatKernel
{
    public static Support Supports(Attention op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.InputType(0));

    public static AttentionKernel Prepare(Attention op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> q = args.Input(0).Span<T>(), k = args.Input(1).Span<T>(), v = args.Input(2).Span<T>();
        Shape queries = args.Input(0).Info.Shape, values = args.Input(2).Info.Shape;
        int heads = queries[1], steps = queries[2], depth = queries[3], groups = values[1], keys = values[2], width = values[3];
        T scale = T.CreateChecked(op.Scale ?? 1 / Math.Sqrt(depth));
        var mask = new AttentionMask(op, args);
        Span<T> y = args.Output(0).Span<T>(), scores = args.Scratch.Rent<T>(keys), bias = args.Scratch.Rent<T>(keys);
        for (int row = 0; row < queries[0] * heads * steps; row++)
        {
            int n = row / (heads * steps), h = row / steps % heads, from = ((n * groups) + (h * groups / heads)) * keys;
            bool visible = mask.Fill(n, h, row % steps, bias);
            for (int j = 0; j < keys; j++)
            {
                T sum = T.Zero;
                for (int d = 0; d < depth; d++) sum += q[(row * depth) + d] * k[((from + j) * depth) + d];
                scores[j] = sum * scale;
            }

            Show(AttentionScores.Scaled, args, row, scores);
            if (op.SoftCap > 0)
            {
                T cap = T.CreateChecked(op.SoftCap);
                foreach (ref T score in scores) score = cap * T.Tanh(score / cap);
            }

            Show(AttentionScores.Capped, args, row, scores);
            // Minus infinity takes the place of the score, so that scores that are not finite cannot leak through the mask.
            for (int j = 0; j < keys; j++) scores[j] = T.IsNegativeInfinity(bias[j]) ? bias[j] : scores[j] + bias[j];
            Show(AttentionScores.Masked, args, row, scores);
            if (visible) Softmax(scores);
            else scores.Clear();
            Show(AttentionScores.Weights, args, row, scores);
            Span<T> result = y.Slice(row * width, width);
            result.Clear();
            for (int j = 0; j < keys; j++)
                for (int d = 0; d < width && scores[j] != T.Zero; d++) result[d] += scores[j] * v[((from + j) * width) + d];
        }
    }

    private void Show<T>(AttentionScores stage, in KernelArgs args, int row, ReadOnlySpan<T> scores) where T : unmanaged
    {
        if (op.Scores == stage) scores.CopyTo(args.Output(1).Span<T>()[(row * scores.Length)..]);
    }

    private static void Softmax<T>(Span<T> scores) where T : IFloatingPointIeee754<T>
    {
        T max = T.NegativeInfinity, sum = T.Zero;
        foreach (T score in scores) max = T.Max(max, score);
        if (T.IsNegativeInfinity(max))
        {
            scores.Clear();
            return;
        }

        foreach (ref T score in scores) sum += score = T.Exp(score - max);
        foreach (ref T score in scores) score /= sum;
    }
}

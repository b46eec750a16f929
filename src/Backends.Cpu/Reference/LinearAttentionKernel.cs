using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class LinearAttentionKernel(LinearAttention op) : IKernel<LinearAttentionKernel, LinearAttention>
{
    public static Support Supports(LinearAttention op, KernelSignature signature) => Support.All(
        new SupportRule(signature.Inputs.All(i => i is null or { Type: ElementType.Float32 }), "operands are not all Float32"));

    public static LinearAttentionKernel Prepare(LinearAttention op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        Shape values = args.Input(2).Info.Shape;
        int depth = args.Input(0).Info.Shape[3], width = values[3];
        Span<float> states = args.Output(1).Span<float>();
        if (args.Has(3)) args.Input(3).Span<float>().CopyTo(states);
        else states.Clear();
        Span<float> written = args.Scratch.Rent<float>(width);
        for (int row = 0; row < values[0] * values[1]; row++)
        {
            Span<float> state = states.Slice(row * depth * width, depth * width);
            for (int t = 0; t < values[2]; t++)
            {
                int at = (row * values[2]) + t;
                Decay(args, at, state, depth);
                Write(args, at, row, t, state, written);
                Read(args, row, t, state, width);
            }
        }
    }

    private static void Decay(in KernelArgs args, int at, Span<float> state, int depth)
    {
        if (!args.Has(4)) return;
        ReadOnlySpan<float> decay = args.Input(4).Span<float>();
        int own = args.Input(4).Info.Shape[3], width = state.Length / depth;
        for (int i = 0; i < state.Length; i++) state[i] *= MathF.Exp(decay[(at * own) + (own == 1 ? 0 : i / width)]);
    }

    private static void Write(in KernelArgs args, int at, int row, int step, Span<float> state, Span<float> written)
    {
        int width = written.Length, depth = state.Length / width;
        ReadOnlySpan<float> key = args.Input(1).Span<float>().Slice(at * depth, depth);
        args.Input(2).Span<float>().Slice(at * width, width).CopyTo(written);
        if (args.Has(5))
        {
            Shape shape = args.Input(5).Info.Shape;
            int groups = args.Input(2).Info.Shape[1];
            float beta = args.Input(5).Span<float>()[((shape[1] == 1 ? row / groups : row) * shape[2]) + step];
            for (int m = 0; m < width; m++)
            {
                float known = 0;
                for (int d = 0; d < depth; d++) known += state[(d * width) + m] * key[d];
                written[m] = beta * (written[m] - known);
            }
        }

        for (int d = 0; d < depth; d++)
            for (int m = 0; m < width; m++) state[(d * width) + m] += key[d] * written[m];
    }

    private void Read(in KernelArgs args, int row, int step, ReadOnlySpan<float> state, int width)
    {
        Shape queries = args.Input(0).Info.Shape;
        ReadOnlySpan<float> q = args.Input(0).Span<float>();
        Span<float> y = args.Output(0).Span<float>();
        int depth = queries[3], groups = args.Input(1).Info.Shape[1], perGroup = queries[1] / groups;
        float scale = op.Scale ?? (float)(1 / Math.Sqrt(depth));
        for (int i = 0; i < perGroup; i++)
        {
            int head = (row / groups * queries[1]) + (row % groups * perGroup) + i, at = (head * queries[2]) + step;
            for (int m = 0; m < width; m++)
            {
                float sum = 0;
                for (int d = 0; d < depth; d++) sum += q[(at * depth) + d] * state[(d * width) + m];
                y[(at * width) + m] = scale * sum;
            }
        }
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class NGramVectorizerKernel(NGramVectorizer op) : IKernel<NGramVectorizerKernel, NGramVectorizer>
{
    public static Support Supports(NGramVectorizer op, KernelSignature signature) => Support.Yes;

    public static NGramVectorizerKernel Prepare(NGramVectorizer op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape;
        int count = shape[shape.Rank - 1], rows = shape.Rank == 1 ? 1 : shape[0];
        Span<float> y = args.Output(0).Span<float>();
        y.Clear();
        int width = rows == 0 ? 0 : y.Length / rows, first = 0;
        for (int length = 1; length <= op.MaxLength; length++)
        {
            int start = op.Starts[length - 1], end = length < op.Starts.Count ? op.Starts[length] : op.Pool.Count;
            ReadOnlySpan<long> pool = op.Pool.Span[start..end];
            // Single elements have no distance: they are counted once.
            int distances = length == 1 ? 1 : op.MaxSkip + 1;
            for (int row = 0; row < rows && length >= op.MinLength; row++)
                for (int distance = 1; distance <= distances; distance++)
                    for (int at = 0; at + ((length - 1L) * distance) < count; at++)
                        Count(args.Input(0), (row * count) + at, distance, length, pool, first, y.Slice(row * width, width));
            first += pool.Length / length;
        }
    }

    private void Count(TensorBuffer x, int at, int distance, int length, ReadOnlySpan<long> pool, int first, Span<float> y)
    {
        for (int sequence = 0; sequence < pool.Length / length; sequence++)
        {
            int same = 0;
            while (same < length && pool[(sequence * length) + same] == IntegerOperand.At(x, at + (same * distance))) same++;
            if (same < length) continue;
            float weight = op.Weight == NGramWeight.Count || op.Weights.Count == 0 ? 1 : op.Weights[first + sequence];
            ref float place = ref y[op.Places[first + sequence]];
            place = op.Weight == NGramWeight.Weight ? weight : place + weight;
        }
    }
}

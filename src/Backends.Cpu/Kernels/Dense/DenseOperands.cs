using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Kernels.Dense;

/// <summary>Prepares the operands of dense kernels: integers widened with their zero points taken off, activations quantized.</summary>
internal static class DenseOperands
{
    /// <summary>An integer operand minus its zero point.</summary>
    /// <param name="args">Where scratch memory comes from.</param>
    /// <param name="operand">The operand; per tensor, or per index of <paramref name="channelAxis"/>.</param>
    /// <param name="channelAxis">Axis that zero points may belong to.</param>
    public static Span<int> Centered(in KernelArgs args, TensorBuffer operand, int channelAxis = 0)
    {
        Span<int> values = args.Scratch.Rent<int>((int)operand.Info.ElementCount);
        StoredIntegers.Read(operand, values);
        if (operand.Info.Quantization is not { } q) return values;
        if (q.ZeroPoints.Count == 1)
        {
            if (q.ZeroPoints[0] == 0) return values;
            foreach (ref int v in values) v -= q.ZeroPoints[0];
            return values;
        }

        Shape shape = operand.Info.Shape;
        int inner = (int)shape.Product(channelAxis + 1, shape.Rank);
        for (int i = 0; i < values.Length; i++) values[i] -= q.ZeroPoints[i / inner % shape[channelAxis]];
        return values;
    }

    /// <summary>Quantizes float activations per batch.</summary>
    /// <param name="args">Where scratch memory comes from.</param>
    /// <param name="x">Activations.</param>
    /// <param name="batches">Equal parts, each with a scale of its own.</param>
    /// <param name="hybrid">Symmetric or asymmetric.</param>
    /// <param name="scales">Receives the scale of each batch.</param>
    public static Span<int> Quantized(in KernelArgs args, TensorBuffer x, int batches, HybridQuantization hybrid, Span<float> scales)
    {
        ReadOnlySpan<float> values = x.Span<float>();
        Span<int> quantized = args.Scratch.Rent<int>(values.Length);
        int size = batches == 0 ? 0 : values.Length / batches;
        for (int b = 0; b < batches; b++)
        {
            ReadOnlySpan<float> from = values.Slice(b * size, size);
            Span<int> to = quantized.Slice(b * size, size);
            scales[b] = hybrid == HybridQuantization.Symmetric ? DynamicRange.Symmetric(from, to) : DynamicRange.Asymmetric(from, to);
        }

        return quantized;
    }

    /// <summary>Integer weights as real numbers.</summary>
    public static Span<float> Dequantized(in KernelArgs args, TensorBuffer weights)
    {
        int count = (int)weights.Info.ElementCount;
        Span<int> stored = args.Scratch.Rent<int>(count);
        StoredIntegers.Read(weights, stored);
        Span<float> real = args.Scratch.Rent<float>(count);
        var scale = new ElementScale(weights.Info, weights.Info.Quantization!);
        for (int i = 0; i < count; i++) real[i] = scale.Real(stored[i], i);
        return real;
    }
}

using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Reads constant operands while kernels are prepared.</summary>
internal static class Constants
{
    /// <summary>A constant operand.</summary>
    public static Tensor Of(KernelSignature signature, int input) =>
        signature.Constants[input] ?? throw new InvalidOperationException($"operand {input} is not constant");

    /// <summary>A constant of floats.</summary>
    public static ReadOnlySpan<float> Floats(KernelSignature signature, int input) => Of(signature, input).Span<float>();

    /// <summary>Lets sums begin with the bias, operand 2, where there is one.</summary>
    public static void CopyBias(KernelSignature signature, DenseWeights weights)
    {
        if (!signature.Has(2)) return;
        ReadOnlySpan<float> bias = Floats(signature, 2);
        for (int g = 0; g < weights.Groups; g++) bias.Slice(g * weights.Columns, weights.Columns).CopyTo(weights.Start<float>(g));
    }
}

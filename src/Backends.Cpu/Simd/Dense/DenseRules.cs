using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>What the fast dense kernels require of their operands.</summary>
internal static class DenseRules
{
    /// <summary>Products of 16-bit integers that fit a sum of 32 bits whatever they are.</summary>
    public const int MaxIntegerDepth = 32768;

    /// <param name="signature">Operands: x, weights, bias.</param>
    /// <param name="activation">Fused activation.</param>
    /// <param name="hybrid">Arithmetic of float activations with integer weights.</param>
    /// <param name="weightAxis">Axis of output channels in the weights.</param>
    public static Support Supports(KernelSignature signature, Activation activation, HybridQuantization hybrid, int weightAxis)
    {
        Support exact = DenseTypes.Supports(signature, activation, weightAxis);
        if (!exact.IsSupported) return exact;
        TensorInfo x = signature.Input(0), weights = signature.Input(1), y = signature.Outputs[0];
        bool constant = signature.Constants[1] is not null && (!signature.Has(2) || signature.Constants[2] is not null);
        bool floats = x.Type == ElementType.Float32 && weights.Type == ElementType.Float32;
        bool hybridSums = IsHybrid(signature, hybrid);
        bool bytes = IsInteger(signature) && weights.Type.BitWidth() <= 8 && y.Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int32;
        return Support.All(
            new(floats || bytes || hybridSums, $"input is {x.Type}, weights are {weights.Type}, output is {y.Type}, expected Float32, 8-bit integers, or both with symmetric weights"),
            new(floats || weights.Shape.ElementCount / Math.Max(1, weights.Shape[weightAxis]) <= MaxIntegerDepth, $"weights are {weights.Shape}, sums may exceed 32 bits"),
            new(weights.Shape.ElementCount > 0, $"weights are {weights.Shape}, there is nothing to multiply"),
            new(constant, "weights or bias are not constant, they cannot be packed"));
    }

    /// <summary>Whether activations are quantized on the way.</summary>
    public static bool IsHybrid(KernelSignature signature, HybridQuantization hybrid) =>
        hybrid != HybridQuantization.None && signature.InputType(0) == ElementType.Float32 && signature.InputType(1) is ElementType.Int8 or ElementType.Int4
        && signature.Input(1).Quantization is { } q && q.ZeroPoints.All(z => z == 0) && DenseTypes.Of(signature.Input(0), signature.Input(1), hybrid) == DenseArithmetic.Hybrid;

    /// <summary>Whether activations of a node are quantized on the way.</summary>
    public static bool IsHybrid(Node node) => node.Op switch
    {
        Convolution op => IsHybrid(KernelSignature.Of(node), op.Hybrid),
        DepthwiseConvolution op => IsHybrid(KernelSignature.Of(node), op.Hybrid),
        FullyConnected op => IsHybrid(KernelSignature.Of(node), op.Hybrid),
        _ => false,
    };

    /// <summary>Whether 8-bit integers are multiplied.</summary>
    public static bool IsInteger(KernelSignature signature) => signature.InputType(0) is ElementType.Int8 or ElementType.UInt8;
}

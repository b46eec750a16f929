using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Kernels.Dense;

/// <summary>Which numbers a dense operator multiplies.</summary>
internal enum DenseArithmetic
{
    /// <summary>Float32 by Float32.</summary>
    Float32,
    /// <summary>Float64 by Float64.</summary>
    Float64,
    /// <summary>Integers by integers, exactly.</summary>
    Integer,
    /// <summary>Activations that are quantized on the way, by integers.</summary>
    Hybrid,
    /// <summary>Float32 by integers turned into Float32.</summary>
    Dequantized,
}

/// <summary>Chooses and checks the arithmetic of dense operators.</summary>
internal static class DenseTypes
{
    public static DenseArithmetic Of(TensorInfo x, TensorInfo weights, HybridQuantization hybrid)
    {
        if (x.Type == ElementType.Float64) return DenseArithmetic.Float64;
        if (x.Type.IsInteger()) return DenseArithmetic.Integer;
        if (weights.Type == ElementType.Float32) return DenseArithmetic.Float32;
        return hybrid == HybridQuantization.None || weights.Quantization is { BlockSize: > 0 } ? DenseArithmetic.Dequantized : DenseArithmetic.Hybrid;
    }

    /// <summary>What all dense kernels require of their operands.</summary>
    /// <param name="signature">Operands: x, weights, bias.</param>
    /// <param name="activation">Fused activation.</param>
    /// <param name="weightAxis">Axis of output channels in the weights.</param>
    public static Support Supports(KernelSignature signature, Activation activation, int weightAxis)
    {
        TensorInfo x = signature.Input(0), weights = signature.Input(1), y = signature.Outputs[0];
        bool integer = x.Type.IsInteger();
        bool perChannel = weights.Quantization is not { Axis: { } axis } || axis == weightAxis || (!integer && weights.Quantization.BlockSize > 0);
        return Support.All(
            new(x.Type is ElementType.Float32 or ElementType.Float64 || StoredIntegers.CanRead(x.Type), $"input is {x.Type}, expected Float32, Float64 or integers of up to 16 bits"),
            new(weights.Type == x.Type || StoredIntegers.CanRead(weights.Type), $"weights are {weights.Type}, expected {x.Type} or integers of up to 16 bits"),
            new(x.Type != ElementType.Float64 || weights.Type == ElementType.Float64, $"weights are {weights.Type}, expected Float64 like the input"),
            new(!integer || x.Quantization is { IsPerTensor: true }, "the input is quantized per axis, expected per tensor"),
            new(!integer || y.Type == ElementType.Int32 || y.Quantization is { IsPerTensor: true }, "the output is quantized per axis, expected per tensor"),
            new(perChannel, $"weights are quantized along axis {weights.Quantization?.Axis}, expected axis {weightAxis} or per tensor"),
            new(!integer || ActivationRange.IsClamp(activation), $"activation {activation} cannot be fused to integers"));
    }

    /// <summary>What turns accumulators into results; null when the operator does not compute with integers, or yields the accumulators.</summary>
    /// <param name="signature">Operands: x, weights, bias.</param>
    /// <param name="rule">How to round.</param>
    /// <param name="activation">Fused activation.</param>
    /// <param name="singleProduct">Whether scales are multiplied in float32.</param>
    public static Requantizer? RequantizerOf(KernelSignature signature, Requantization rule, Activation activation, bool singleProduct)
    {
        TensorInfo x = signature.Input(0), output = signature.Outputs[0];
        if (!x.Type.IsInteger() || output.Type == ElementType.Int32) return null;
        // TensorFlow Lite accumulates 16-bit activations in 64 bits unless the bias has 32.
        bool wide = x.Type == ElementType.Int16 && signature.Optional(2)?.Type != ElementType.Int32;
        return new Requantizer(x, signature.Input(1), output, rule, activation, singleProduct, wide);
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>What the fast dense kernels require of their operands.</summary>
internal static class DenseRules
{
    public static Support Supports(KernelSignature signature, HybridQuantization hybrid)
    {
        TensorInfo x = signature.Input(0), weights = signature.Input(1);
        bool constant = signature.Constants[1] is not null && (!signature.Has(2) || signature.Constants[2] is not null);
        return Support.All(
            (x.Type == ElementType.Float32 && weights.Type == ElementType.Float32, $"input is {x.Type}, weights are {weights.Type}, expected Float32"),
            (weights.Shape.ElementCount > 0, $"weights are {weights.Shape}, there is nothing to multiply"),
            (constant, "weights or bias are not constant, they cannot be packed"));
    }
}

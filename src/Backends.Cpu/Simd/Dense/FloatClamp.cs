using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>The part of an activation that is a clamp.</summary>
/// <param name="Low">Least value.</param>
/// <param name="High">Largest value.</param>
/// <param name="IsNeeded">Whether anything is limited.</param>
/// <param name="IsComplete">Whether the clamp is all that the activation does.</param>
internal readonly record struct FloatClamp(float Low, float High, bool IsNeeded, bool IsComplete)
{
    public static FloatClamp Of(Activation activation)
    {
        (float low, float high) = ActivationRange.Real(activation);
        bool clamps = ActivationRange.IsClamp(activation);
        return new FloatClamp(low, high, clamps && activation != Activation.None, clamps);
    }
}

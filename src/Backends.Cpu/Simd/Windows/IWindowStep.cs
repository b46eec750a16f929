using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>What a sliding window does with the elements of each channel.</summary>
internal unsafe interface IWindowStep
{
    /// <summary>Whether the kernel has weights.</summary>
    static abstract bool HasWeights { get; }

    /// <summary>What a channel begins with, when there is no row of such values.</summary>
    static abstract float Start { get; }

    TVector Next<TVector, TLanes>(TVector sum, TVector x, TVector weight) where TVector : struct where TLanes : IFloatLanes<TVector>;

    /// <param name="sum">Result of all steps.</param>
    /// <param name="divisor">What averages divide by.</param>
    TVector Finish<TVector, TLanes>(TVector sum, TVector divisor) where TVector : struct where TLanes : IFloatLanes<TVector>;
}

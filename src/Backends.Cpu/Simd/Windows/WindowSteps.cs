using System.Runtime.CompilerServices;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>Depthwise convolution and pooling.</summary>
internal static class WindowSteps
{
    /// <summary>sum + x * weight.</summary>
    public readonly struct MultiplyAdd : IWindowStep
    {
        public static bool HasWeights => true;

        public static float Start => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Next<TVector, TLanes>(TVector sum, TVector x, TVector weight) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.MultiplyAdd(sum, x, weight);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Finish<TVector, TLanes>(TVector sum, TVector divisor) where TVector : struct where TLanes : IFloatLanes<TVector> => sum;
    }

    /// <summary>sum + x * weight with rounded products: to the last bit what the reference computes.</summary>
    public readonly struct RoundedMultiplyAdd : IWindowStep
    {
        public static bool HasWeights => true;

        public static float Start => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Next<TVector, TLanes>(TVector sum, TVector x, TVector weight) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Add(sum, TLanes.Multiply(x, weight));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Finish<TVector, TLanes>(TVector sum, TVector divisor) where TVector : struct where TLanes : IFloatLanes<TVector> => sum;
    }

    /// <summary>The largest element.</summary>
    public readonly struct Largest : IWindowStep
    {
        public static bool HasWeights => false;

        public static float Start => float.NegativeInfinity;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Next<TVector, TLanes>(TVector sum, TVector x, TVector weight) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.MaxOrNaN(sum, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Finish<TVector, TLanes>(TVector sum, TVector divisor) where TVector : struct where TLanes : IFloatLanes<TVector> => sum;
    }

    /// <summary>The mean.</summary>
    public readonly struct Mean : IWindowStep
    {
        public static bool HasWeights => false;

        public static float Start => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Next<TVector, TLanes>(TVector sum, TVector x, TVector weight) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Add(sum, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Finish<TVector, TLanes>(TVector sum, TVector divisor) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Divide(sum, divisor);
    }

    /// <summary>The mean of whole numbers, rounded half away from zero; exact while sums stay below 2^24.</summary>
    public readonly struct WholeMean : IWindowStep
    {
        public static bool HasWeights => false;

        public static float Start => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Next<TVector, TLanes>(TVector sum, TVector x, TVector weight) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Add(sum, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Finish<TVector, TLanes>(TVector sum, TVector divisor) where TVector : struct where TLanes : IFloatLanes<TVector>
        {
            TVector half = TLanes.Floor(TLanes.Multiply(divisor, TLanes.Splat(0.5f))), sign = TLanes.And(sum, TLanes.Splat(-0f));
            return TLanes.Or(TLanes.Floor(TLanes.Divide(TLanes.Add(TLanes.Xor(sum, sign), half), divisor)), sign);
        }
    }

    /// <summary>The root of the mean of squares.</summary>
    public readonly struct RootMeanSquare : IWindowStep
    {
        public static bool HasWeights => false;

        public static float Start => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Next<TVector, TLanes>(TVector sum, TVector x, TVector weight) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Fma(x, x, sum);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Finish<TVector, TLanes>(TVector sum, TVector divisor) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Sqrt(TLanes.Divide(sum, divisor));
    }
}

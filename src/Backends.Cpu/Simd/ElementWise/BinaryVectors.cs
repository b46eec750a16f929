using System.Runtime.CompilerServices;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>The functions of two floats that run in vectors.</summary>
internal static class BinaryVectors
{
    /// <summary>a + b.</summary>
    public readonly struct Add : IBinaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector a, TVector b) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Add(a, b);
    }

    /// <summary>a + b; b where that is minus infinity, whatever a is.</summary>
    public readonly struct AddMask : IBinaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector a, TVector b) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Select(TLanes.Equal(b, TLanes.Splat(float.NegativeInfinity)), b, TLanes.Add(a, b));
    }

    /// <summary>a - b.</summary>
    public readonly struct Sub : IBinaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector a, TVector b) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Subtract(a, b);
    }

    /// <summary>a * b.</summary>
    public readonly struct Mul : IBinaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector a, TVector b) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Multiply(a, b);
    }

    /// <summary>a / b.</summary>
    public readonly struct Div : IBinaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector a, TVector b) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Divide(a, b);
    }

    /// <summary>The smaller one.</summary>
    public readonly struct Minimum : IBinaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector a, TVector b) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.MinOrNaN(a, b);
    }

    /// <summary>The larger one.</summary>
    public readonly struct Maximum : IBinaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector a, TVector b) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.MaxOrNaN(a, b);
    }

    /// <summary>b where it is larger, else a: a NaN in b is passed over.</summary>
    public readonly struct LargerNext : IBinaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector a, TVector b) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Select(TLanes.Less(a, b), b, a);
    }

    /// <summary>b where it is smaller, else a: a NaN in b is passed over.</summary>
    public readonly struct SmallerNext : IBinaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector a, TVector b) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Select(TLanes.Less(b, a), b, a);
    }

    /// <summary>a where it is not negative, else a * b.</summary>
    public readonly struct PRelu : IBinaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector a, TVector b) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Select(TLanes.Less(a, TLanes.Splat(0)), TLanes.Multiply(a, b), a);
    }

    /// <summary>(a - b) * (a - b).</summary>
    public readonly struct SquaredDifference : IBinaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector a, TVector b) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Multiply(TLanes.Subtract(a, b), TLanes.Subtract(a, b));
    }
}

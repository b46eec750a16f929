using System.Runtime.CompilerServices;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>The functions of one float that run in vectors.</summary>
internal static class UnaryVectors
{
    /// <summary>|x|.</summary>
    public readonly struct Abs : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            FloatMath.Abs<TVector, TLanes>(x);
    }

    /// <summary>-x.</summary>
    public readonly struct Neg : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            FloatMath.Negate<TVector, TLanes>(x);
    }

    /// <summary>e^x.</summary>
    public readonly struct Exp : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            FloatMath.Exp<TVector, TLanes>(x);
    }

    /// <summary>Natural logarithm.</summary>
    public readonly struct Log : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            FloatMath.Log<TVector, TLanes>(x);
    }

    /// <summary>log(1 + e^x).</summary>
    public readonly struct Softplus : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            FloatMath.Softplus<TVector, TLanes>(x);
    }

    /// <summary>x tanh(log(1 + e^x)).</summary>
    public readonly struct Mish : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Multiply(x, FloatMath.Tanh<TVector, TLanes>(FloatMath.Softplus<TVector, TLanes>(x)));
    }

    /// <summary>Square root.</summary>
    public readonly struct Sqrt : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Sqrt(x);
    }

    /// <summary>1 / sqrt(x).</summary>
    public readonly struct Rsqrt : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Divide(TLanes.Splat(1), TLanes.Sqrt(x));
    }

    /// <summary>x * x.</summary>
    public readonly struct Square : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Multiply(x, x);
    }

    /// <summary>1 / x.</summary>
    public readonly struct Reciprocal : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Divide(TLanes.Splat(1), x);
    }

    /// <summary>Smallest integer that is not less.</summary>
    public readonly struct Ceil : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Ceiling(x);
    }

    /// <summary>Largest integer that is not greater.</summary>
    public readonly struct Floor : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Floor(x);
    }

    /// <summary>Nearest integer, halves to even.</summary>
    public readonly struct Round : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Round(x);
    }

    /// <summary>Error function.</summary>
    public readonly struct Erf : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            FloatMath.Erf<TVector, TLanes>(x);
    }

    /// <summary>min(max(x, alpha), beta).</summary>
    public readonly struct Clamp : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Clamp(x, TLanes.Splat(alpha), TLanes.Splat(beta));
    }

    /// <summary>x for positive x, else alpha * x.</summary>
    public readonly struct LeakyRelu : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Select(TLanes.Less(TLanes.Splat(0), x), x, TLanes.Multiply(x, TLanes.Splat(alpha)));
    }

    /// <summary>1 / (1 + e^-x).</summary>
    public readonly struct Sigmoid : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            FloatMath.Sigmoid<TVector, TLanes>(x);
    }

    /// <summary>min(max(alpha * x + beta, 0), 1).</summary>
    public readonly struct HardSigmoid : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Clamp(TLanes.Add(TLanes.Multiply(TLanes.Splat(alpha), x), TLanes.Splat(beta)), TLanes.Splat(0), TLanes.Splat(1));
    }

    /// <summary>Hyperbolic tangent.</summary>
    public readonly struct Tanh : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            FloatMath.Tanh<TVector, TLanes>(x);
    }

    /// <summary>x * min(max(x + 3, 0), 6) / 6.</summary>
    public readonly struct HardSwish : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Divide(TLanes.Multiply(x, TLanes.Clamp(TLanes.Add(x, TLanes.Splat(3)), TLanes.Splat(0), TLanes.Splat(6))), TLanes.Splat(6));
    }

    /// <summary>x / (1 + e^-x).</summary>
    public readonly struct Silu : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Divide(x, TLanes.Add(TLanes.Splat(1), FloatMath.Exp<TVector, TLanes>(FloatMath.Negate<TVector, TLanes>(x))));
    }

    /// <summary>x / 2 * (1 + erf(x / sqrt 2)).</summary>
    public readonly struct Gelu : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Multiply(TLanes.Multiply(x, TLanes.Splat(0.5f)), TLanes.Add(TLanes.Splat(1), FloatMath.Erf<TVector, TLanes>(TLanes.Multiply(x, TLanes.Splat(0.70710678f)))));
    }

    /// <summary>x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))).</summary>
    public readonly struct GeluTanh : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector>
        {
            TVector cube = TLanes.Multiply(TLanes.Multiply(x, x), TLanes.Multiply(x, TLanes.Splat(0.044715f)));
            TVector inner = FloatMath.Tanh<TVector, TLanes>(TLanes.Multiply(TLanes.Splat(0.79788456f), TLanes.Add(x, cube)));
            return TLanes.Multiply(TLanes.Multiply(x, TLanes.Splat(0.5f)), TLanes.Add(TLanes.Splat(1), inner));
        }
    }

    /// <summary>beta * (x for positive x, else alpha * (e^x - 1)).</summary>
    public readonly struct Elu : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Multiply(TLanes.Splat(beta), TLanes.Select(TLanes.Less(TLanes.Splat(0), x), x, TLanes.Multiply(TLanes.Splat(alpha), TLanes.Subtract(FloatMath.Exp<TVector, TLanes>(x), TLanes.Splat(1)))));
    }

    /// <summary>x / (1 + |x|).</summary>
    public readonly struct Softsign : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Divide(x, TLanes.Add(TLanes.Splat(1), FloatMath.Abs<TVector, TLanes>(x)));
    }

    /// <summary>-1 where the sign bit is set, else 1.</summary>
    public readonly struct SignBit : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector, TLanes>(TVector x, float alpha, float beta) where TVector : struct where TLanes : IFloatLanes<TVector> =>
            TLanes.Or(TLanes.Splat(1), FloatMath.SignOf<TVector, TLanes>(x));
    }
}

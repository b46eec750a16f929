using System.Runtime.CompilerServices;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>Exponential and related functions by polynomials, within a few units in the last place; NaN and infinities come out as they must.</summary>
internal static class FloatMath
{
    /// <summary>e^x: x = n ln 2 + r with |r| ≤ ln 2 / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TVector, TLanes>(TVector x) where TVector : struct where TLanes : IFloatLanes<TVector>
    {
        x = TLanes.Min(TLanes.Splat(89), TLanes.Max(TLanes.Splat(-104), x));
        TVector n = TLanes.Round(TLanes.Multiply(x, TLanes.Splat(1.44269504088896341f)));
        TVector r = TLanes.Fma(n, TLanes.Splat(-0.693359375f), x);
        r = TLanes.Fma(n, TLanes.Splat(2.12194440e-4f), r);
        TVector p = TLanes.Splat(1.9875691500e-4f);
        p = TLanes.Fma(p, r, TLanes.Splat(1.3981999507e-3f));
        p = TLanes.Fma(p, r, TLanes.Splat(8.3334519073e-3f));
        p = TLanes.Fma(p, r, TLanes.Splat(4.1665795894e-2f));
        p = TLanes.Fma(p, r, TLanes.Splat(1.6666665459e-1f));
        p = TLanes.Fma(p, r, TLanes.Splat(5.0000001201e-1f));
        p = TLanes.Add(TLanes.Fma(p, TLanes.Multiply(r, r), r), TLanes.Splat(1));
        return TLanes.Scale(p, n);
    }

    /// <summary>The natural logarithm: x = 2^n m with m between sqrt(1/2) and sqrt(2), and a polynomial of m - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log<TVector, TLanes>(TVector x) where TVector : struct where TLanes : IFloatLanes<TVector>
    {
        TVector one = TLanes.Splat(1), zero = TLanes.Splat(0);
        // Numbers without a leading one get one: 2^25 times as much.
        TVector tiny = TLanes.Less(x, TLanes.Splat(1.17549435e-38f)), normal = TLanes.Select(tiny, TLanes.Multiply(x, TLanes.Splat(33554432)), x);
        TVector n = TLanes.Subtract(TLanes.Exponent(normal), TLanes.And(tiny, TLanes.Splat(25)));
        TVector m = TLanes.Or(TLanes.And(normal, TLanes.Splat(BitConverter.UInt32BitsToSingle(0x007FFFFF))), one);
        TVector large = TLanes.Less(TLanes.Splat(1.41421356f), m);
        m = TLanes.Subtract(TLanes.Select(large, TLanes.Multiply(m, TLanes.Splat(0.5f)), m), one);
        n = TLanes.Add(n, TLanes.And(large, one));
        TVector square = TLanes.Multiply(m, m), p = TLanes.Splat(7.0376836292e-2f);
        p = TLanes.Fma(p, m, TLanes.Splat(-1.1514610310e-1f));
        p = TLanes.Fma(p, m, TLanes.Splat(1.1676998740e-1f));
        p = TLanes.Fma(p, m, TLanes.Splat(-1.2420140846e-1f));
        p = TLanes.Fma(p, m, TLanes.Splat(1.4249322787e-1f));
        p = TLanes.Fma(p, m, TLanes.Splat(-1.6668057665e-1f));
        p = TLanes.Fma(p, m, TLanes.Splat(2.0000714765e-1f));
        p = TLanes.Fma(p, m, TLanes.Splat(-2.4999993993e-1f));
        p = TLanes.Fma(p, m, TLanes.Splat(3.3333331174e-1f));
        TVector rest = TLanes.Fma(n, TLanes.Splat(-2.12194440e-4f), TLanes.Multiply(TLanes.Multiply(p, m), square));
        TVector y = TLanes.Add(m, TLanes.Fma(square, TLanes.Splat(-0.5f), rest));
        y = TLanes.Fma(n, TLanes.Splat(0.693359375f), y);
        y = TLanes.Select(TLanes.Equal(x, zero), TLanes.Splat(float.NegativeInfinity), y);
        y = TLanes.Select(TLanes.Equal(x, TLanes.Splat(float.PositiveInfinity)), x, y);
        y = TLanes.Select(TLanes.Less(x, zero), TLanes.Splat(float.NaN), y);
        return TLanes.Select(TLanes.Equal(x, x), y, x);
    }

    /// <summary>log(1 + e^x) = max(x, 0) + log(1 + e^-|x|); the quotient takes back what 1 + e^-|x| was rounded by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Softplus<TVector, TLanes>(TVector x) where TVector : struct where TLanes : IFloatLanes<TVector>
    {
        TVector one = TLanes.Splat(1), zero = TLanes.Splat(0), e = Exp<TVector, TLanes>(Negate<TVector, TLanes>(Abs<TVector, TLanes>(x)));
        TVector sum = TLanes.Add(one, e), taken = TLanes.Subtract(sum, one);
        TVector log = TLanes.Select(TLanes.Equal(taken, zero), e, TLanes.Multiply(Log<TVector, TLanes>(sum), TLanes.Divide(e, taken)));
        return TLanes.Add(TLanes.MaxOrNaN(x, zero), log);
    }

    /// <summary>1 / (1 + e^-x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid<TVector, TLanes>(TVector x) where TVector : struct where TLanes : IFloatLanes<TVector>
    {
        TVector one = TLanes.Splat(1);
        return TLanes.Divide(one, TLanes.Add(one, Exp<TVector, TLanes>(Negate<TVector, TLanes>(x))));
    }

    /// <summary>Odd polynomial below 0.625, else 1 - 2 / (e^2x + 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh<TVector, TLanes>(TVector x) where TVector : struct where TLanes : IFloatLanes<TVector>
    {
        TVector magnitude = Abs<TVector, TLanes>(x), one = TLanes.Splat(1), square = TLanes.Multiply(x, x);
        TVector p = TLanes.Splat(-5.70498872745e-3f);
        p = TLanes.Fma(p, square, TLanes.Splat(2.06390887954e-2f));
        p = TLanes.Fma(p, square, TLanes.Splat(-5.37397155531e-2f));
        p = TLanes.Fma(p, square, TLanes.Splat(1.33314422036e-1f));
        p = TLanes.Fma(p, square, TLanes.Splat(-3.33332819422e-1f));
        TVector near = TLanes.Fma(TLanes.Multiply(p, square), x, x);
        TVector e = Exp<TVector, TLanes>(TLanes.Add(magnitude, magnitude));
        TVector far = TLanes.Subtract(one, TLanes.Divide(TLanes.Splat(2), TLanes.Add(e, one)));
        return TLanes.Select(TLanes.Less(magnitude, TLanes.Splat(0.625f)), near, TLanes.Or(far, SignOf<TVector, TLanes>(x)));
    }

    /// <summary>The error function: odd polynomial below 1, else 1 - e^-x² q(1/x) with q in two pieces.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Erf<TVector, TLanes>(TVector x) where TVector : struct where TLanes : IFloatLanes<TVector>
    {
        if (TLanes.Picks) return ErfTable.Erf<TVector, TLanes>(x);
        TVector magnitude = Abs<TVector, TLanes>(x), one = TLanes.Splat(1), square = TLanes.Multiply(x, x);
        TVector p = TLanes.Splat(7.853861353153693e-5f);
        p = TLanes.Fma(p, square, TLanes.Splat(-8.010193625184903e-4f));
        p = TLanes.Fma(p, square, TLanes.Splat(5.188327685732524e-3f));
        p = TLanes.Fma(p, square, TLanes.Splat(-2.685381193529856e-2f));
        p = TLanes.Fma(p, square, TLanes.Splat(1.128358514861418e-1f));
        p = TLanes.Fma(p, square, TLanes.Splat(-3.761262582423300e-1f));
        p = TLanes.Fma(p, square, TLanes.Splat(1.128379165726710f));
        TVector near = TLanes.Multiply(p, x);

        // Beyond 4 the result is 1; the limit keeps the exponential away from its own.
        TVector limited = TLanes.Min(TLanes.Splat(6), TLanes.Max(one, magnitude));
        TVector inverse = TLanes.Divide(one, limited), z = TLanes.Multiply(inverse, inverse);
        TVector middle = TLanes.Splat(2.326819970068386e-2f);
        middle = TLanes.Fma(middle, z, TLanes.Splat(-1.387039388740657e-1f));
        middle = TLanes.Fma(middle, z, TLanes.Splat(3.687424674597105e-1f));
        middle = TLanes.Fma(middle, z, TLanes.Splat(-5.824733027278666e-1f));
        middle = TLanes.Fma(middle, z, TLanes.Splat(6.210004621745983e-1f));
        middle = TLanes.Fma(middle, z, TLanes.Splat(-4.944515323274145e-1f));
        middle = TLanes.Fma(middle, z, TLanes.Splat(3.404879937665872e-1f));
        middle = TLanes.Fma(middle, z, TLanes.Splat(-2.741127028184656e-1f));
        middle = TLanes.Fma(middle, z, TLanes.Splat(5.638259427386472e-1f));
        TVector outer = TLanes.Splat(-1.047766399936249e+1f);
        outer = TLanes.Fma(outer, z, TLanes.Splat(1.297719955372516e+1f));
        outer = TLanes.Fma(outer, z, TLanes.Splat(-7.495518717768503f));
        outer = TLanes.Fma(outer, z, TLanes.Splat(2.921019019210786f));
        outer = TLanes.Fma(outer, z, TLanes.Splat(-1.015265279202700f));
        outer = TLanes.Fma(outer, z, TLanes.Splat(4.218463358204948e-1f));
        outer = TLanes.Fma(outer, z, TLanes.Splat(-2.820767439740514e-1f));
        outer = TLanes.Fma(outer, z, TLanes.Splat(5.641895067754075e-1f));
        TVector q = TLanes.Multiply(TLanes.Select(TLanes.Less(limited, TLanes.Splat(2)), middle, outer), inverse);
        TVector far = TLanes.Subtract(one, TLanes.Multiply(Exp<TVector, TLanes>(Negate<TVector, TLanes>(TLanes.Multiply(limited, limited))), q));
        return TLanes.Select(TLanes.Less(magnitude, one), near, TLanes.Or(far, SignOf<TVector, TLanes>(x)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Negate<TVector, TLanes>(TVector x) where TVector : struct where TLanes : IFloatLanes<TVector> => TLanes.Xor(x, TLanes.Splat(-0f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Abs<TVector, TLanes>(TVector x) where TVector : struct where TLanes : IFloatLanes<TVector> =>
        TLanes.And(x, TLanes.Splat(BitConverter.UInt32BitsToSingle(0x7FFFFFFF)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SignOf<TVector, TLanes>(TVector x) where TVector : struct where TLanes : IFloatLanes<TVector> => TLanes.And(x, TLanes.Splat(-0f));
}

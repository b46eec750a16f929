using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>The error function where vectors can pick from a table: a polynomial in the distance from the nearest quarter.</summary>
/// <remarks>
/// The polynomials meet the function at six Chebyshev nodes; the one around 0 is odd, so small numbers keep their relative precision. The result is within two
/// units in the last place. A third of the instructions that <see cref="FloatMath"/> needs without tables.
/// </remarks>
internal static class ErfTable
{
    private const int Segments = 16;

    /// <summary>From here on the result is 1.</summary>
    private const float End = 3.87f;

    /// <summary>Adding it rounds to whole numbers, which are then the lowest bits.</summary>
    private const float Rounding = 12582912f;

    /// <summary>Coefficients from the lowest, each for all quarters. An array: a span of constants allocates in code that is not optimised.</summary>
    private static readonly float[] s_coefficients =
    [
        0f, 0.276326388f, 0.520499885f, 0.711155653f, 0.842700779f, 0.92290014f, 0.966105163f, 0.986671686f,
        0.995322287f, 0.998537302f, 0.999593019f, 0.999899387f, 0.999977887f, 0.999995708f, 0.999999285f, 0.999999881f,
        1.12837911f, 1.06001413f, 0.87878257f, 0.642931044f, 0.415107489f, 0.236521125f, 0.118930288f, 0.0527749956f,
        0.0206669848f, 0.00714231888f, 0.00217828434f, 0.00058627734f, 0.000139253098f, 2.91890465e-05f, 5.39943358e-06f, 8.81434175e-07f,
        0f, -0.264997989f, -0.43938446f, -0.482194632f, -0.415108114f, -0.295654297f, -0.178398088f, -0.092357479f,
        -0.0413340405f, -0.016069822f, -0.00544532714f, -0.00161203451f, -0.000417657371f, -9.48278903e-05f, -1.88872109e-05f, -3.30268927e-06f,
        -0.376122713f, -0.309168577f, -0.146464497f, 0.0267862752f, 0.138367087f, 0.16753529f, 0.138752654f, 0.0901581123f,
        0.0482234284f, 0.0217246469f, 0.00835001562f, 0.00276030018f, 0.000789046928f, 0.000195786284f, 4.22874691e-05f, 7.96736185e-06f,
        0f, 0.126034856f, 0.181910977f, 0.150058091f, 0.0692907274f, -0.0056624976f, -0.0441468768f, -0.0478918403f,
        -0.0344335586f, -0.0191510431f, -0.00868785661f, -0.00329699367f, -0.00106175116f, -0.000292779441f, -6.95540875e-05f, -1.42975468e-05f,
        0.112210386f, 0.0796753541f, 0.00744898291f, -0.0528122857f, -0.0688301697f, -0.0470956936f, -0.0149767483f, 0.00648272783f,
        0.0130098779f, 0.0106418133f, 0.00612995774f, 0.00277092052f, 0.001025707f, 0.000317792088f, 8.34864986e-05f, 1.87549485e-05f,
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Erf<TVector, TLanes>(TVector x) where TVector : struct where TLanes : IFloatLanes<TVector>
    {
        TVector magnitude = FloatMath.Abs<TVector, TLanes>(x), limited = TLanes.Min(TLanes.Splat(End), magnitude);
        TVector index = TLanes.Fma(limited, TLanes.Splat(4), TLanes.Splat(Rounding));
        TVector t = TLanes.Fma(TLanes.Subtract(index, TLanes.Splat(Rounding)), TLanes.Splat(-0.25f), limited);
        TVector p = Pick<TVector, TLanes>(5, index);
        p = TLanes.Fma(p, t, Pick<TVector, TLanes>(4, index));
        p = TLanes.Fma(p, t, Pick<TVector, TLanes>(3, index));
        p = TLanes.Fma(p, t, Pick<TVector, TLanes>(2, index));
        p = TLanes.Fma(p, t, Pick<TVector, TLanes>(1, index));
        p = TLanes.Fma(p, t, Pick<TVector, TLanes>(0, index));
        TVector result = TLanes.Select(TLanes.Less(magnitude, TLanes.Splat(End)), p, TLanes.Splat(1));
        result = TLanes.Or(result, FloatMath.SignOf<TVector, TLanes>(x));
        return TLanes.Select(TLanes.Equal(x, x), result, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Pick<TVector, TLanes>(int coefficient, TVector index) where TVector : struct where TLanes : IFloatLanes<TVector>
    {
#pragma warning disable RS0030 // a vector of constants is read where it lies
        return TLanes.Pick(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(s_coefficients), coefficient * Segments), index);
#pragma warning restore RS0030
    }
}

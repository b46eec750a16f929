using System.Numerics;

namespace NnBridge.Backends.Cpu.Kernels.Signal;

/// <summary>A complex number.</summary>
internal readonly record struct FftNumber<T>(T Re, T Im) where T : unmanaged, INumber<T>
{
    public FftNumber<T> Conjugate => new(Re, unchecked(-Im));

    public static FftNumber<T> operator +(FftNumber<T> a, FftNumber<T> b) => new(unchecked(a.Re + b.Re), unchecked(a.Im + b.Im));

    public static FftNumber<T> operator -(FftNumber<T> a, FftNumber<T> b) => new(unchecked(a.Re - b.Re), unchecked(a.Im - b.Im));

    /// <summary>The number turned by a right angle: multiplied by -i.</summary>
    public FftNumber<T> TimesMinusI => new(Im, unchecked(-Re));

    /// <summary>Half of the number.</summary>
    public FftNumber<T> Half<TArithmetic>() where TArithmetic : IFftArithmetic<T> => new(TArithmetic.HalfSum(Re, T.Zero), TArithmetic.HalfSum(Im, T.Zero));

    public FftNumber<T> Times<TArithmetic>(FftNumber<T> other) where TArithmetic : IFftArithmetic<T> => new(
        TArithmetic.ProductDifference(Re, other.Re, Im, other.Im), TArithmetic.ProductSum(Re, other.Im, Im, other.Re));

    public FftNumber<T> Times<TArithmetic>(T factor) where TArithmetic : IFftArithmetic<T> =>
        new(TArithmetic.Product(Re, factor), TArithmetic.Product(Im, factor));

    public FftNumber<T> Scaled<TArithmetic>(int divisor) where TArithmetic : IFftArithmetic<T> =>
        new(TArithmetic.Scaled(Re, divisor), TArithmetic.Scaled(Im, divisor));
}

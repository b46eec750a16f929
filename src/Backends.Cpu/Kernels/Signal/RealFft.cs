using System.Numerics;

namespace NnBridge.Backends.Cpu.Kernels.Signal;

/// <summary>The Fourier transform of L real numbers by one of L / 2 complex numbers, with the roundings of KISS FFT.</summary>
internal sealed class RealFft<T, TArithmetic> where T : unmanaged, INumber<T> where TArithmetic : IFftArithmetic<T>
{
    private readonly MixedRadixFft<T, TArithmetic> _half;
    private readonly FftNumber<T>[] _roots;
    private readonly int _count;

    public RealFft(int length, bool inverse)
    {
        _count = length / 2;
        _half = new MixedRadixFft<T, TArithmetic>(_count, inverse);
        _roots = new FftNumber<T>[_count / 2];
        for (int i = 0; i < _roots.Length; i++)
            _roots[i] = MixedRadixFft<T, TArithmetic>.Root((inverse ? 1 : -1) * Math.PI * (((double)(i + 1) / _count) + 0.5));
    }

    /// <summary>Frequencies of real numbers.</summary>
    /// <param name="x">Pairs of numbers that follow each other, L / 2.</param>
    /// <param name="y">Frequencies 0 to L / 2.</param>
    /// <param name="scratch">L complex numbers.</param>
    public void Forward(ReadOnlySpan<FftNumber<T>> x, Span<FftNumber<T>> y, Span<FftNumber<T>> scratch)
    {
        Span<FftNumber<T>> packed = scratch[.._count];
        _half.Run(x, packed, scratch[_count..]);
        FftNumber<T> first = packed[0].Scaled<TArithmetic>(2);
        y[0] = new FftNumber<T>(first.Re + first.Im, T.Zero);
        y[_count] = new FftNumber<T>(first.Re - first.Im, T.Zero);
        for (int k = 1; k <= _count / 2; k++)
        {
            FftNumber<T> a = packed[k].Scaled<TArithmetic>(2), b = packed[_count - k].Conjugate.Scaled<TArithmetic>(2);
            FftNumber<T> even = a + b, odd = (a - b).Times<TArithmetic>(_roots[k - 1]);
            y[k] = new FftNumber<T>(TArithmetic.HalfSum(even.Re, odd.Re), TArithmetic.HalfSum(even.Im, odd.Im));
            y[_count - k] = new FftNumber<T>(TArithmetic.HalfDifference(even.Re, odd.Re), TArithmetic.HalfDifference(odd.Im, even.Im));
        }
    }

    /// <summary>Real numbers of frequencies; floats come L times too large.</summary>
    /// <param name="x">Frequencies 0 to L / 2.</param>
    /// <param name="y">Pairs of numbers that follow each other, L / 2.</param>
    /// <param name="scratch">L complex numbers.</param>
    public void Backward(ReadOnlySpan<FftNumber<T>> x, Span<FftNumber<T>> y, Span<FftNumber<T>> scratch)
    {
        Span<FftNumber<T>> packed = scratch[.._count];
        packed[0] = new FftNumber<T>(x[0].Re + x[_count].Re, x[0].Re - x[_count].Re).Scaled<TArithmetic>(2);
        for (int k = 1; k <= _count / 2; k++)
        {
            FftNumber<T> a = x[k].Scaled<TArithmetic>(2), b = x[_count - k].Conjugate.Scaled<TArithmetic>(2);
            FftNumber<T> even = a + b, odd = (a - b).Times<TArithmetic>(_roots[k - 1]);
            packed[k] = even + odd;
            packed[_count - k] = (even - odd).Conjugate;
        }

        _half.Run(packed, y, scratch[_count..]);
    }
}

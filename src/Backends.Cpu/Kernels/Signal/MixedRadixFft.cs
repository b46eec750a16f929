using System.Numerics;

namespace NnBridge.Backends.Cpu.Kernels.Signal;

/// <summary>The Fourier transform of complex numbers in the order and with the roundings of KISS FFT: radix 4, then 2, 3, 5 and other primes.</summary>
internal sealed class MixedRadixFft<T, TArithmetic> where T : unmanaged, INumber<T> where TArithmetic : IFftArithmetic<T>
{
    private readonly FftNumber<T>[] _roots;
    private readonly List<(int Radix, int Parts)> _stages = [];
    private readonly bool _inverse;

    public MixedRadixFft(int length, bool inverse)
    {
        _inverse = inverse;
        _roots = new FftNumber<T>[length];
        for (int i = 0; i < length; i++) _roots[i] = Root((inverse ? 2 : -2) * Math.PI * i / length);
        int radix = 4, last = (int)Math.Sqrt(length), rest = length;
        do
        {
            while (rest % radix != 0)
            {
                radix = radix switch { 4 => 2, 2 => 3, _ => radix + 2 };
                if (radix > last) radix = rest;
            }

            rest /= radix;
            _stages.Add((radix, rest));
        }
        while (rest > 1);
    }

    /// <summary>e^(i phase).</summary>
    public static FftNumber<T> Root(double phase) => new(TArithmetic.FromFraction(Math.Cos(phase)), TArithmetic.FromFraction(Math.Sin(phase)));

    /// <summary>Transforms <paramref name="x"/> to <paramref name="y"/>.</summary>
    /// <param name="x">Numbers, as many as the transform is long.</param>
    /// <param name="y">As many.</param>
    /// <param name="scratch">As many.</param>
    public void Run(ReadOnlySpan<FftNumber<T>> x, Span<FftNumber<T>> y, Span<FftNumber<T>> scratch) => Run(x, 1, y, 0, scratch);

    private void Run(ReadOnlySpan<FftNumber<T>> x, int stride, Span<FftNumber<T>> y, int stage, Span<FftNumber<T>> scratch)
    {
        (int radix, int rest) = _stages[stage];
        for (int k = 0; k < radix; k++)
        {
            if (rest == 1) y[k] = x[k * stride];
            else Run(x[(k * stride)..], stride * radix, y.Slice(k * rest, rest), stage + 1, scratch);
        }

        switch (radix)
        {
            case 2: Radix2(y, stride, rest); break;
            case 3: Radix3(y, stride, rest); break;
            case 4: Radix4(y, stride, rest); break;
            case 5: Radix5(y, stride, rest); break;
            default: AnyRadix(y, stride, rest, radix, scratch); break;
        }
    }

    private void Radix2(Span<FftNumber<T>> y, int stride, int rest)
    {
        for (int k = 0; k < rest; k++)
        {
            FftNumber<T> even = y[k].Scaled<TArithmetic>(2), odd = Turned(y[rest + k].Scaled<TArithmetic>(2), k * stride);
            y[rest + k] = even - odd;
            y[k] = even + odd;
        }
    }

    private void Radix3(Span<FftNumber<T>> y, int stride, int rest)
    {
        T sine = _roots[stride * rest].Im;
        for (int k = 0; k < rest; k++)
        {
            FftNumber<T> first = y[k].Scaled<TArithmetic>(3);
            FftNumber<T> second = Turned(y[rest + k].Scaled<TArithmetic>(3), k * stride), third = Turned(y[(2 * rest) + k].Scaled<TArithmetic>(3), 2 * k * stride);
            FftNumber<T> sum = second + third, turned = (second - third).Times<TArithmetic>(sine).TimesMinusI, middle = first - sum.Half<TArithmetic>();
            y[k] = first + sum;
            y[(2 * rest) + k] = middle + turned;
            y[rest + k] = middle - turned;
        }
    }

    private void Radix4(Span<FftNumber<T>> y, int stride, int rest)
    {
        for (int k = 0; k < rest; k++)
        {
            FftNumber<T> first = y[k].Scaled<TArithmetic>(4), second = Turned(y[rest + k].Scaled<TArithmetic>(4), k * stride);
            FftNumber<T> third = Turned(y[(2 * rest) + k].Scaled<TArithmetic>(4), 2 * k * stride), fourth = Turned(y[(3 * rest) + k].Scaled<TArithmetic>(4), 3 * k * stride);
            FftNumber<T> even = first + third, rotated = first - third, odd = second + fourth, turned = (second - fourth).TimesMinusI;
            y[(2 * rest) + k] = even - odd;
            y[k] = even + odd;
            y[((_inverse ? 3 : 1) * rest) + k] = rotated + turned;
            y[((_inverse ? 1 : 3) * rest) + k] = rotated - turned;
        }
    }

    private void Radix5(Span<FftNumber<T>> y, int stride, int rest)
    {
        FftNumber<T> a = _roots[stride * rest], b = _roots[stride * 2 * rest];
        for (int k = 0; k < rest; k++)
        {
            FftNumber<T> first = y[k].Scaled<TArithmetic>(5);
            FftNumber<T> x1 = Turned(y[rest + k].Scaled<TArithmetic>(5), k * stride), x2 = Turned(y[(2 * rest) + k].Scaled<TArithmetic>(5), 2 * k * stride);
            FftNumber<T> x3 = Turned(y[(3 * rest) + k].Scaled<TArithmetic>(5), 3 * k * stride), x4 = Turned(y[(4 * rest) + k].Scaled<TArithmetic>(5), 4 * k * stride);
            FftNumber<T> outerSum = x1 + x4, outer = x1 - x4, innerSum = x2 + x3, inner = x2 - x3;
            FftNumber<T> near = first + outerSum.Times<TArithmetic>(a.Re) + innerSum.Times<TArithmetic>(b.Re);
            FftNumber<T> nearTurned = outer.Times<TArithmetic>(a.Im).TimesMinusI + inner.Times<TArithmetic>(b.Im).TimesMinusI;
            FftNumber<T> far = first + outerSum.Times<TArithmetic>(b.Re) + innerSum.Times<TArithmetic>(a.Re);
            FftNumber<T> farTurned = inner.Times<TArithmetic>(a.Im).TimesMinusI - outer.Times<TArithmetic>(b.Im).TimesMinusI;
            y[k] = first + (outerSum + innerSum);
            y[rest + k] = near - nearTurned;
            y[(4 * rest) + k] = near + nearTurned;
            y[(2 * rest) + k] = far + farTurned;
            y[(3 * rest) + k] = far - farTurned;
        }
    }

    private void AnyRadix(Span<FftNumber<T>> y, int stride, int rest, int radix, Span<FftNumber<T>> scratch)
    {
        for (int u = 0; u < rest; u++)
        {
            for (int q = 0; q < radix; q++) scratch[q] = y[(q * rest) + u].Scaled<TArithmetic>(radix);
            for (int q = 0; q < radix; q++)
            {
                int k = (q * rest) + u;
                FftNumber<T> sum = scratch[0];
                for (int other = 1; other < radix; other++)
                    sum += scratch[other].Times<TArithmetic>(_roots[(int)((long)other * stride * k % _roots.Length)]);
                y[k] = sum;
            }
        }
    }

    private FftNumber<T> Turned(FftNumber<T> x, int root) => x.Times<TArithmetic>(_roots[root]);
}

using System.Numerics;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>How a discrete Fourier transform of one length is computed: stage by stage, one for each factor of the length.</summary>
/// <remarks>
/// Stockham's order, in which every stage reads one buffer and writes the other and nothing has to be mirrored. A length with a large prime
/// factor is computed as a convolution with a chirp (Bluestein), which has a length that is a power of two. Not for use by several threads at once.
/// </remarks>
internal sealed class FourierPlan
{
    private const int LargestRadix = 13;

    [ThreadStatic]
    private static FourierPlan? t_last;

    private readonly int[] _radices;
    private readonly Complex[] _roots;
    private readonly Complex[] _work;
    private readonly FourierPlan? _longer;
    private readonly Complex[] _chirp;
    private readonly Complex[] _chirpSpectrum;

    private FourierPlan(int length)
    {
        _roots = Roots(length);
        _radices = Factor(length);
        (_chirp, _chirpSpectrum) = ([], []);
        if (_radices.Length > 0 && _radices[^1] > LargestRadix)
        {
            _longer = new FourierPlan(checked((int)BitOperations.RoundUpToPowerOf2(2 * (uint)length - 1)));
            _work = new Complex[_longer._roots.Length];
            _chirp = Chirp(length);
            _chirpSpectrum = new Complex[_work.Length];
            for (int k = 0; k < length; k++) _chirpSpectrum[k] = _chirpSpectrum[(_work.Length - k) % _work.Length] = Complex.Conjugate(_chirp[k]) / _work.Length;
            _longer.Transform(_chirpSpectrum);
        }
        else
        {
            _work = new Complex[length];
        }
    }

    /// <summary>The plan for a length; this thread keeps the last one.</summary>
    public static FourierPlan Of(int length) => t_last is { } last && last._roots.Length == length ? last : t_last = new FourierPlan(length);

    /// <summary>Transforms values in place, without scaling.</summary>
    public void Transform(Span<Complex> values)
    {
        if (_longer is not null)
        {
            Convolve(values, _longer);
            return;
        }

        Span<Complex> from = values, to = _work;
        int count = values.Length, stride = 1;
        foreach (int radix in _radices)
        {
            switch (radix)
            {
                case 2: Pairs(from, to, count, stride); break;
                case 4: Quads(from, to, count, stride); break;
                default: Tuples(from, to, count, stride, radix); break;
            }

            (count, stride) = (count / radix, stride * radix);
            Span<Complex> written = to;
            to = from;
            from = written;
        }

        if (_radices.Length % 2 != 0) from.CopyTo(values);
    }

    private void Pairs(ReadOnlySpan<Complex> x, Span<Complex> y, int count, int stride)
    {
        int parts = count / 2;
        for (int p = 0; p < parts; p++)
        {
            Complex root = _roots[p * stride];
            ReadOnlySpan<Complex> first = x.Slice(stride * p, stride), second = x.Slice(stride * (p + parts), stride);
            Span<Complex> to = y.Slice(stride * 2 * p, 2 * stride);
            for (int q = 0; q < first.Length; q++)
            {
                Complex a = first[q], b = second[q];
                to[q] = a + b;
                to[stride + q] = (a - b) * root;
            }
        }
    }

    private void Quads(ReadOnlySpan<Complex> x, Span<Complex> y, int count, int stride)
    {
        int parts = count / 4;
        for (int p = 0; p < parts; p++)
        {
            Complex once = _roots[p * stride], twice = _roots[2 * p * stride], thrice = _roots[3 * p * stride];
            ReadOnlySpan<Complex> x0 = x.Slice(stride * p, stride), x1 = x.Slice(stride * (p + parts), stride);
            ReadOnlySpan<Complex> x2 = x.Slice(stride * (p + (2 * parts)), stride), x3 = x.Slice(stride * (p + (3 * parts)), stride);
            Span<Complex> to = y.Slice(stride * 4 * p, 4 * stride);
            for (int q = 0; q < x0.Length; q++)
            {
                Complex even = x0[q] + x2[q], apart = x0[q] - x2[q], odd = x1[q] + x3[q], turned = x1[q] - x3[q];
                turned = new Complex(-turned.Imaginary, turned.Real);
                to[q] = even + odd;
                to[stride + q] = (apart - turned) * once;
                to[(2 * stride) + q] = (even - odd) * twice;
                to[(3 * stride) + q] = (apart + turned) * thrice;
            }
        }
    }

    private void Tuples(ReadOnlySpan<Complex> x, Span<Complex> y, int count, int stride, int radix)
    {
        int parts = count / radix, length = _roots.Length;
        for (int p = 0; p < parts; p++)
            for (int q = 0; q < stride; q++)
                for (int j = 0; j < radix; j++)
                {
                    Complex sum = x[q + (stride * p)];
                    for (int k = 1; k < radix; k++) sum += x[q + (stride * (p + (k * parts)))] * _roots[j * k % radix * (length / radix)];
                    y[q + (stride * ((radix * p) + j))] = sum * _roots[p * j * stride];
                }
    }

    private void Convolve(Span<Complex> values, FourierPlan longer)
    {
        for (int k = 0; k < values.Length; k++) _work[k] = values[k] * _chirp[k];
        _work.AsSpan(values.Length).Clear();
        longer.Transform(_work);
        for (int k = 0; k < _work.Length; k++) _work[k] = Complex.Conjugate(_work[k] * _chirpSpectrum[k]);
        longer.Transform(_work);
        for (int k = 0; k < values.Length; k++) values[k] = Complex.Conjugate(_work[k]) * _chirp[k];
    }

    /// <summary>Factors of 4, then primes in their order.</summary>
    private static int[] Factor(int length)
    {
        var factors = new List<int>();
        for (; length % 4 == 0; length /= 4) factors.Add(4);
        for (int factor = 2; length > 1; factor++)
        {
            if ((long)factor * factor > length) factor = length;
            for (; length % factor == 0; length /= factor) factors.Add(factor);
        }

        return [.. factors];
    }

    /// <summary>e^(-2 pi i k / n).</summary>
    private static Complex[] Roots(int length) => Enumerate(length, k => 2.0 * k / length);

    /// <summary>e^(-pi i k² / n).</summary>
    private static Complex[] Chirp(int length) => Enumerate(length, k => k * (long)k % (2L * length) / (double)length);

    private static Complex[] Enumerate(int length, Func<int, double> turnsOfPi)
    {
        var roots = new Complex[length];
        for (int k = 0; k < length; k++)
        {
            (double sin, double cos) = Math.SinCos(-Math.PI * turnsOfPi(k));
            roots[k] = new Complex(cos, sin);
        }

        return roots;
    }
}

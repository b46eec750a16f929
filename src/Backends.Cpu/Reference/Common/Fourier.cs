using System.Numerics;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>The discrete Fourier transform in Float64, in place, without scaling.</summary>
internal static class Fourier
{
    /// <summary>y[k] = sum of x[n] e^(-2 pi i k n / N), of any length; powers of two take N log N steps.</summary>
    public static void Transform(Span<Complex> values)
    {
        if (BitOperations.IsPow2(values.Length)) Radix2(values);
        else Direct(values);
    }

    private static void Radix2(Span<Complex> values)
    {
        int count = values.Length, bits = BitOperations.Log2((uint)count);
        for (int i = 0; i < count; i++)
        {
            int mirrored = 0;
            for (int b = 0; b < bits; b++) mirrored |= ((i >> b) & 1) << (bits - 1 - b);
            if (mirrored > i) (values[i], values[mirrored]) = (values[mirrored], values[i]);
        }

        for (int size = 2; size <= count; size *= 2)
            for (int start = 0; start < count; start += size)
                for (int k = 0; k < size / 2; k++)
                {
                    Complex even = values[start + k], odd = values[start + k + (size / 2)] * Root(k, size);
                    values[start + k] = even + odd;
                    values[start + k + (size / 2)] = even - odd;
                }
    }

    private static void Direct(Span<Complex> values)
    {
        var source = values.ToArray();
        for (int k = 0; k < values.Length; k++)
        {
            Complex sum = Complex.Zero;
            for (int n = 0; n < source.Length; n++) sum += source[n] * Root((int)((long)k * n % source.Length), source.Length);
            values[k] = sum;
        }
    }

    private static Complex Root(int index, int count)
    {
        (double sin, double cos) = Math.SinCos(-2 * Math.PI * index / count);
        return new Complex(cos, sin);
    }
}

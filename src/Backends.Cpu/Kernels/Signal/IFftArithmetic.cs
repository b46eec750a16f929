using System.Numerics;

namespace NnBridge.Backends.Cpu.Kernels.Signal;

/// <summary>How a Fourier transform calculates with its numbers. Integers are fractions of their largest value and wrap around.</summary>
internal interface IFftArithmetic<T> where T : unmanaged, INumber<T>
{
    /// <summary>a * b.</summary>
    static abstract T Product(T a, T b);

    /// <summary>a * b + c * d, rounded once.</summary>
    static abstract T ProductSum(T a, T b, T c, T d);

    /// <summary>a * b - c * d, rounded once.</summary>
    static abstract T ProductDifference(T a, T b, T c, T d);

    /// <summary>(a + b) / 2, integers towards negative infinity.</summary>
    static abstract T HalfSum(T a, T b);

    /// <summary>(a - b) / 2, integers towards negative infinity.</summary>
    static abstract T HalfDifference(T a, T b);

    /// <summary>x / divisor for integers, which are kept small that way; floats stay as they are.</summary>
    static abstract T Scaled(T x, int divisor);

    /// <summary>The number that stands for a fraction between -1 and 1.</summary>
    static abstract T FromFraction(double fraction);
}

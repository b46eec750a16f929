namespace NnBridge.Backends.Cpu.Kernels.Signal;

/// <summary>Fourier transforms of fractions of 2^15.</summary>
internal readonly struct Int16Fft : IFftArithmetic<short>
{
    private const int Bits = 15, Half = 1 << (Bits - 1);

    public static short Product(short a, short b) => Rounded(a * b);

    public static short ProductSum(short a, short b, short c, short d) => Rounded((a * b) + (c * d));

    public static short ProductDifference(short a, short b, short c, short d) => Rounded((a * b) - (c * d));

    public static short HalfSum(short a, short b) => (short)((a + b) >> 1);

    public static short HalfDifference(short a, short b) => (short)((a - b) >> 1);

    public static short Scaled(short x, int divisor) => Product(x, (short)(short.MaxValue / divisor));

    public static short FromFraction(double fraction) => (short)Math.Floor(0.5 + (short.MaxValue * fraction));

    private static short Rounded(int product) => unchecked((short)((product + Half) >> Bits));
}

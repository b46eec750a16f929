namespace NnBridge.Backends.Cpu.Kernels.Signal;

/// <summary>Fourier transforms of fractions of 2^31.</summary>
internal readonly struct Int32Fft : IFftArithmetic<int>
{
    private const int Bits = 31;
    private const long Half = 1L << (Bits - 1);

    public static int Product(int a, int b) => Rounded((long)a * b);

    public static int ProductSum(int a, int b, int c, int d) => Rounded(unchecked(((long)a * b) + ((long)c * d)));

    public static int ProductDifference(int a, int b, int c, int d) => Rounded(unchecked(((long)a * b) - ((long)c * d)));

    public static int HalfSum(int a, int b) => unchecked(a + b) >> 1;

    public static int HalfDifference(int a, int b) => unchecked(a - b) >> 1;

    public static int Scaled(int x, int divisor) => Product(x, int.MaxValue / divisor);

    public static int FromFraction(double fraction) => (int)Math.Floor(0.5 + (int.MaxValue * fraction));

    private static int Rounded(long product) => unchecked((int)((product + Half) >> Bits));
}

namespace NnBridge.Backends.Cpu.Kernels.Signal;

/// <summary>Fourier transforms of floats.</summary>
internal readonly struct FloatFft : IFftArithmetic<float>
{
    public static float Product(float a, float b) => a * b;

    public static float ProductSum(float a, float b, float c, float d) => (a * b) + (c * d);

    public static float ProductDifference(float a, float b, float c, float d) => (a * b) - (c * d);

    public static float HalfSum(float a, float b) => (a + b) * 0.5f;

    public static float HalfDifference(float a, float b) => (a - b) * 0.5f;

    public static float Scaled(float x, int divisor) => x;

    public static float FromFraction(double fraction) => (float)fraction;
}

using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Quantization;

/// <summary>The sum of two quantized 8-bit integers that is rounded once, halves upwards, as XNNPACK computes it.</summary>
internal sealed class SumOnce
{
    /// <summary>Bits of the larger factor.</summary>
    private const int FactorBits = 20;

    private readonly int _zeroPoint;

    /// <summary>The sum that <paramref name="op"/> means; null when it rounds otherwise.</summary>
    public static SumOnce? Of(Binary op, TensorInfo a, TensorInfo b, TensorInfo y) =>
        op is { Kind: BinaryKind.Add or BinaryKind.Sub, Requantization: Requantization.FixedPoint } && y.Type.BitWidth() == 8
        && Fits(a.Quantization!.Scale / y.Quantization!.Scale) && Fits(b.Quantization!.Scale / y.Quantization.Scale)
            ? new SumOnce(op.Kind == BinaryKind.Sub, a.Quantization, b.Quantization, y.Quantization)
            : null;

    /// <param name="subtract">Whether the second operand is subtracted.</param>
    /// <param name="a">Quantization of the first operand.</param>
    /// <param name="b">Quantization of the second operand.</param>
    /// <param name="y">Quantization of the result.</param>
    private SumOnce(bool subtract, QuantizationInfo a, QuantizationInfo b, QuantizationInfo y)
    {
        float first = a.Scale / y.Scale, second = b.Scale / y.Scale;
        Shift = FactorBits - MathF.ILogB(MathF.Max(first, second));
        First = Factor(first);
        Second = subtract ? -Factor(second) : Factor(second);
        Bias = (1 << (Shift - 1)) - (First * a.ZeroPoint) - (Second * b.ZeroPoint);
        _zeroPoint = y.ZeroPoint;
    }

    /// <summary>Factor of the first operand.</summary>
    public int First { get; }

    /// <summary>Factor of the second operand; negative for a difference.</summary>
    public int Second { get; }

    /// <summary>What zero points amount to, and one half.</summary>
    public int Bias { get; }

    /// <summary>Fractional bits of the factors.</summary>
    public int Shift { get; }

    /// <summary>The stored result, which may lie outside of 8 bits.</summary>
    public int Apply(int a, int b) => ((Bias + (a * First) + (b * Second)) >> Shift) + _zeroPoint;

    /// <summary>Whether a factor leaves room in 32 bits; beyond, the sum is rounded in steps.</summary>
    private static bool Fits(float ratio) => ratio is >= 1f / 1024 and < 256;

    private int Factor(float ratio) => (int)MathF.Round(MathF.ScaleB(ratio, Shift), MidpointRounding.ToEven);
}

using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>Functions of two quantized integers: from stored operands to stored result.</summary>
internal static class QuantizedBinary
{
    public static Func<int, int, int> Prepare(Binary op, TensorInfo a, TensorInfo b, TensorInfo y)
    {
        (int min, int max) = ActivationRange.Stored(op.Activation, y);
        if (op.Requantization == Requantization.FloatWithZeroPoint && FloatBinary.Of(op, a, b, y) is { } real)
            return (p, q) => Math.Clamp((int)real.Apply(p, q), min, max);
        Func<int, int, int> raw = op.Requantization is Requantization.Float or Requantization.FloatWithZeroPoint ? Real(op, a.Quantization!, b.Quantization!, y.Quantization!) : op.Kind switch
        {
            BinaryKind.Add or BinaryKind.Sub when IsShiftOnly(op, a, b, y) => Shifted(op, a.Quantization!, b.Quantization!, y.Quantization!),
            BinaryKind.Add or BinaryKind.Sub when SumOnce.Of(op, a, b, y) is { } sum => sum.Apply,
            BinaryKind.Add or BinaryKind.Sub => Sum(op, a.Quantization!, b.Quantization!, y, a.Type == ElementType.Int16 ? 15 : 20),
            BinaryKind.Mul => Product(op, a.Quantization!, b.Quantization!, y.Quantization!),
            BinaryKind.SquaredDifference => Square(a.Quantization!, b.Quantization!, y.Quantization!),
            BinaryKind.Minimum or BinaryKind.Maximum when a.Quantization == b.Quantization && a.Quantization == y.Quantization =>
                (p, q) => op.Kind == BinaryKind.Minimum ? Math.Min(p, q) : Math.Max(p, q),
            _ => Real(op, a.Quantization!, b.Quantization!, y.Quantization!),
        };
        return (p, q) => Math.Clamp(raw(p, q), min, max);
    }

    /// <summary>Both operands are brought to twice the larger scale with spare bits, added, and brought to the output's scale.</summary>
    private static Func<int, int, int> Sum(Binary op, QuantizationInfo a, QuantizationInfo b, TensorInfo output, int spareBits)
    {
        QuantizationInfo y = output.Quantization!;
        double twice = 2 * MathF.Max(a.Scale, b.Scale);
        var first = FixedPointMultiplier.Of(a.Scale / twice);
        var second = FixedPointMultiplier.Of(b.Scale / twice);
        var result = FixedPointMultiplier.Of(twice / ((1 << spareBits) * y.Scale));
        int sign = op.Kind == BinaryKind.Sub ? -1 : 1;
        return (p, q) =>
        {
            int left = first.Apply((p - a.ZeroPoint) * (1 << spareBits)), right = second.Apply((q - b.ZeroPoint) * (1 << spareBits));
            return result.Apply(left + (sign * right)) + y.ZeroPoint;
        };
    }

    private static bool IsShiftOnly(Binary op, TensorInfo a, TensorInfo b, TensorInfo y) =>
        op.PowerOfTwoScale && a.Type == ElementType.Int16 && IsPowerOfTwo(a) && IsPowerOfTwo(b) && IsPowerOfTwo(y);

    private static bool IsPowerOfTwo(TensorInfo info) => info.Quantization!.ZeroPoint == 0 && BitConverter.SingleToInt32Bits(info.Quantization.Scale) << 9 == 0;

    /// <summary>One operand has the output's scale, the other is shifted to it.</summary>
    private static Func<int, int, int> Shifted(Binary op, QuantizationInfo a, QuantizationInfo b, QuantizationInfo y)
    {
        int first = Math.ILogB(y.Scale) - Math.ILogB(a.Scale), second = Math.ILogB(y.Scale) - Math.ILogB(b.Scale);
        int sign = op.Kind == BinaryKind.Sub ? -1 : 1;
        return (p, q) => FixedPointMultiplier.RoundingDivideByPowerOfTwo(p, Math.Max(first, 0))
            + (sign * FixedPointMultiplier.RoundingDivideByPowerOfTwo(q, Math.Max(second, 0)));
    }

    private static Func<int, int, int> Product(Binary op, QuantizationInfo a, QuantizationInfo b, QuantizationInfo y)
    {
        var factor = FixedPointMultiplier.Of(a.Scale * b.Scale / y.Scale);
        return op.Requantization == Requantization.FixedPointTwice
            ? (p, q) => factor.Apply((p - a.ZeroPoint) * (q - b.ZeroPoint)) + y.ZeroPoint
            : (p, q) => factor.ApplyOnce((p - a.ZeroPoint) * (q - b.ZeroPoint)) + y.ZeroPoint;
    }

    private static Func<int, int, int> Square(QuantizationInfo a, QuantizationInfo b, QuantizationInfo y)
    {
        const int SpareBits = 7;
        double twice = 2.0 * Math.Max(a.Scale, b.Scale);
        var first = FixedPointMultiplier.Of(a.Scale / twice);
        var second = FixedPointMultiplier.Of(b.Scale / twice);
        var result = FixedPointMultiplier.Of(twice * twice / ((1 << (SpareBits * 2)) * y.Scale));
        return (p, q) =>
        {
            int difference = first.Apply((p - a.ZeroPoint) * (1 << SpareBits)) - second.Apply((q - b.ZeroPoint) * (1 << SpareBits));
            return result.Apply(difference * difference) + y.ZeroPoint;
        };
    }

    /// <summary>Computed with the numbers that the integers stand for, rounded half to even.</summary>
    private static Func<int, int, int> Real(Binary op, QuantizationInfo a, QuantizationInfo b, QuantizationInfo y) => (p, q) =>
    {
        float result = BinaryFunctions.OfFloats(op.Kind, a.Scale * (p - a.ZeroPoint), b.Scale * (q - b.ZeroPoint));
        int before = op.Requantization == Requantization.FloatWithZeroPoint ? y.ZeroPoint : 0;
        return (int)Math.Clamp(MathF.Round((result / y.Scale) + before, MidpointRounding.ToEven) + y.ZeroPoint - before, int.MinValue / 2, int.MaxValue / 2);
    };
}

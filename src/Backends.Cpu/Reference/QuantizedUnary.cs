using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>Element-wise functions of quantized integers: from stored operand to stored result.</summary>
internal static class QuantizedUnary
{
    public static Func<int, int> Prepare(Unary op, TensorInfo input, TensorInfo output)
    {
        QuantizationInfo x = input.Quantization!, y = output.Quantization!;
        (long min, long max) = output.Type.IntegerRange();
        if (op.Requantization is Requantization.Float or Requantization.FloatWithZeroPoint) return Real(op, x, y, min, max);
        bool wide = input.Type.BitWidth() == 16;
        // The tables of 16 bits are made for outputs that fill their range; powers of two are the only scales they meet.
        if (wide && op.Kind == UnaryKind.Sigmoid && y.Scale == 1f / 32768 && x.ZeroPoint == 0 && y.ZeroPoint == 0)
            return Logistic(new Sigmoid16(x.Scale, 0));
        if (wide && op.Kind == UnaryKind.Tanh && y.Scale == 1f / 32768 && x.ZeroPoint == 0 && y.ZeroPoint == 0)
            return Tanh(new Sigmoid16(x.Scale, 1));
        switch (op.Kind)
        {
            case UnaryKind.Relu: return Clamp(op, x, y, output, Activation.Relu);
            case UnaryKind.Relu6: return Clamp(op, x, y, output, Activation.Relu6);
            case UnaryKind.ReluN1To1: return Clamp(op, x, y, output, Activation.ReluN1To1);
            case UnaryKind.Relu0To1: return Clamp(op, x, y, output, Activation.Relu0To1);
            case UnaryKind.HardSwish when !wide:
                var hardSwish = new HardSwishArithmetic(x, y);
                return v => (int)Math.Clamp(hardSwish.Apply(v), min, max);
            case UnaryKind.LeakyRelu when op.Requantization == Requantization.FixedPoint && !wide
                && ByteScale.Fits(x.Scale / y.Scale) && ByteScale.Fits(x.Scale / y.Scale * op.Alpha):
                var (above, below) = (ByteScale.Of(x.Scale / y.Scale), ByteScale.Of(x.Scale / y.Scale * op.Alpha));
                return v => (int)Math.Clamp((v > x.ZeroPoint ? above : below).Apply(v - x.ZeroPoint) + y.ZeroPoint, min, max);
            case UnaryKind.LeakyRelu:
                var (identity, slope) = (FixedPointMultiplier.Of(x.Scale / y.Scale), FixedPointMultiplier.Of(Math.Abs((double)(x.Scale * op.Alpha / y.Scale))));
                int sign = Math.Sign(op.Alpha);
                return v => (int)Math.Clamp(Scale(op, v - x.ZeroPoint > 0 ? identity : slope, v - x.ZeroPoint) * (v - x.ZeroPoint > 0 ? 1 : sign) + y.ZeroPoint, min, max);
            case UnaryKind.Abs:
                var abs = FixedPointMultiplier.Of(x.Scale / y.Scale);
                return v => (int)Math.Clamp((x.Scale == y.Scale ? Math.Abs(v - x.ZeroPoint) : Scale(op, abs, Math.Abs(v - x.ZeroPoint))) + y.ZeroPoint, min, max);
            case UnaryKind.Rsqrt when !wide:
                return InverseRoot(x, y, (int)min, (int)max);
            default:
                var table = LookupTable.Of(input, output, v => UnaryFunctions.Apply(op, v));
                return v => table[v];
        }
    }

    /// <summary>Computed with the number that the integer stands for, rounded half to even.</summary>
    private static Func<int, int> Real(Unary op, QuantizationInfo x, QuantizationInfo y, long min, long max)
    {
        int before = op.Requantization == Requantization.FloatWithZeroPoint ? y.ZeroPoint : 0;
        return v =>
        {
            float steps = MathF.Round((UnaryFunctions.Apply(op, x.Scale * (v - x.ZeroPoint)) / y.Scale) + before, MidpointRounding.ToEven) - before;
            return float.IsNaN(steps) ? (int)Math.Clamp(y.ZeroPoint, min, max) : (int)Math.Clamp(steps + y.ZeroPoint, min, max);
        };
    }

    private static Func<int, int> InverseRoot(QuantizationInfo x, QuantizationInfo y, int min, int max)
    {
        // Bits that keep the inverse root of an integer from vanishing.
        const int Spare = 20;
        var factor = FixedPointMultiplier.Of(1.0 / (MathF.Sqrt(x.Scale) * y.Scale));
        return v =>
        {
            if (v <= x.ZeroPoint) return max;
            FixedPointMultiplier root = InverseSquareRoot.Of(v - x.ZeroPoint);
            int scaled = (root with { Shift = root.Shift + Spare }).Apply(1);
            return Math.Clamp((factor with { Shift = factor.Shift - Spare }).Apply(scaled) + y.ZeroPoint, min, max);
        };
    }

    private static Func<int, int> Logistic(Sigmoid16 sigmoid) => v => sigmoid.Logistic((short)v);

    private static Func<int, int> Tanh(Sigmoid16 sigmoid) => v => sigmoid.Tanh((short)v);

    private static Func<int, int> Clamp(Unary op, QuantizationInfo x, QuantizationInfo y, TensorInfo output, Activation activation)
    {
        var factor = FixedPointMultiplier.Of(x.Scale / y.Scale);
        (int min, int max) = ActivationRange.Stored(activation, output);
        return v => Math.Clamp(Scale(op, factor, v - x.ZeroPoint) + y.ZeroPoint, min, max);
    }

    private static int Scale(Unary op, FixedPointMultiplier factor, int value) =>
        op.Requantization == Requantization.FixedPointTwice ? factor.Apply(value) : factor.ApplyOnce(value);
}

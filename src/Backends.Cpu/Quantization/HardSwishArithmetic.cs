namespace NnBridge.Backends.Cpu.Quantization;

/// <summary>x * relu6(x + 3) / 6 of 8-bit integers in 16-bit fixed point, step by step as TensorFlow Lite does it.</summary>
internal sealed class HardSwishArithmetic
{
    private const int HighResolutionBits = 7;
    private readonly int _inputZeroPoint;
    private readonly int _outputZeroPoint;
    private readonly (short Mantissa, int Exponent) _output;
    private readonly (short Mantissa, int Exponent) _relu;

    public HardSwishArithmetic(QuantizationInfo input, QuantizationInfo output)
    {
        (_inputZeroPoint, _outputZeroPoint) = (input.ZeroPoint, output.ZeroPoint);
        // The operand with 7 more bits, and the range of relu6(x + 3) / 6 spread over 16 bits: 3 stands for 32768.
        float highResolution = 1.0f / (1 << HighResolutionBits) * input.Scale;
        _output = Narrow(FixedPointMultiplier.Of(highResolution / output.Scale));
        _relu = Narrow(FixedPointMultiplier.Of(highResolution / (3.0f / 32768.0f)));
    }

    public int Apply(int stored)
    {
        short x = (short)((stored - _inputZeroPoint) * (1 << HighResolutionBits));
        short scaled = RoundingDoublingHighMultiply(x, _output.Mantissa);
        short relu = x;
        if (_relu.Exponent > 0) relu = SaturatingShiftLeft(relu, _relu.Exponent - 1);
        relu = RoundingDoublingHighMultiply(relu, _relu.Mantissa);
        if (_relu.Exponent > 0) relu = SaturatingShiftLeft(relu, 1);
        if (_relu.Exponent < 0) relu = (short)FixedPointMultiplier.RoundingDivideByPowerOfTwo(relu, -_relu.Exponent);
        relu = (short)((relu + (1 << 15)) >> 1);
        short product = relu == short.MinValue && scaled == short.MinValue ? short.MaxValue : (short)(relu * scaled / (1 << 15));
        return FixedPointMultiplier.RoundingDivideByPowerOfTwo(product, -_output.Exponent) + _outputZeroPoint;
    }

    private static (short Mantissa, int Exponent) Narrow(FixedPointMultiplier factor)
    {
        int rounded = (factor.Multiplier + (1 << 15)) >> 16;
        return ((short)Math.Min(rounded, short.MaxValue), factor.Shift);
    }

    private static short SaturatingShiftLeft(short value, int amount) =>
        (short)Math.Clamp((long)value * (1L << amount), short.MinValue, short.MaxValue);

    private static short RoundingDoublingHighMultiply(short a, short b)
    {
        if (a == short.MinValue && b == short.MinValue) return short.MaxValue;
        int product = a * b, nudge = product >= 0 ? 1 << 14 : 1 - (1 << 14);
        return (short)((product + nudge) / (1 << 15));
    }
}

namespace NnBridge.Backends.Cpu.Quantization;

/// <summary>A real function tabulated for stored integers, as TensorFlow Lite's kernels do it.</summary>
/// <remarks>
/// 8 bits: one entry per value, rounded half away from zero. 16 bits: 513 entries over the whole range, corrected so that interpolation errs
/// least in the middle between them.
/// </remarks>
internal sealed class LookupTable
{
    private const int Steps = 512;
    private readonly int[] _entries;
    private readonly int _lowest;
    private readonly bool _interpolated;

    private LookupTable(int[] entries, int lowest, bool interpolated) => (_entries, _lowest, _interpolated) = (entries, lowest, interpolated);

    /// <summary>Tabulates a function for operands of 8 or 16 bits.</summary>
    public static LookupTable Of(TensorInfo input, TensorInfo output, Func<float, float> function)
    {
        QuantizationInfo x = input.Quantization!, y = output.Quantization!;
        (long lowest, long highest) = input.Type.IntegerRange();
        return input.Type.BitWidth() <= 8
            ? new LookupTable(Exact(x, y, output.Type, (int)lowest, (int)highest, function), (int)lowest, false)
            : new LookupTable(Sampled(x.Scale, x.ZeroPoint, y.Scale, y.ZeroPoint, function), (int)lowest, true);
    }

    /// <summary>A 16-bit table of a function between given quantizations.</summary>
    public static LookupTable Of16(float inputScale, int inputZeroPoint, float outputScale, int outputZeroPoint, Func<float, float> function) =>
        new(Sampled(inputScale, inputZeroPoint, outputScale, outputZeroPoint, function), short.MinValue, true);

    /// <summary>The stored result for a stored operand.</summary>
    public int this[int stored] => _interpolated ? Interpolate(stored) : _entries[stored - _lowest];

    private int Interpolate(int stored)
    {
        int index = 256 + (stored >> 7), offset = stored & 0x7F, slope = _entries[index + 1] - _entries[index];
        return (short)(_entries[index] + (((slope * offset) + 64) >> 7));
    }

    private static int[] Exact(QuantizationInfo x, QuantizationInfo y, ElementType type, int lowest, int highest, Func<float, float> function)
    {
        (long min, long max) = type.IntegerRange();
        var entries = new int[highest - lowest + 1];
        float inverse = 1 / y.Scale;
        for (int i = lowest; i <= highest; i++)
        {
            float rescaled = MathF.Round(function(x.Scale * (i - x.ZeroPoint)) * inverse, MidpointRounding.AwayFromZero);
            entries[i - lowest] = float.IsNaN(rescaled) ? 0 : (int)Math.Clamp(rescaled + y.ZeroPoint, min, max);
        }

        return entries;
    }

    private static int[] Sampled(float inputScale, int inputZeroPoint, float outputScale, int outputZeroPoint, Func<float, float> function)
    {
        float inputMin = inputScale * (short.MinValue - inputZeroPoint), inputMax = inputScale * (short.MaxValue - inputZeroPoint);
        float outputMin = outputScale * (short.MinValue - outputZeroPoint), outputMax = outputScale * (short.MaxValue - outputZeroPoint);
        float step = (inputMax - inputMin) / Steps, inverse = 65536 / (outputMax - outputMin);
        var entries = new int[Steps + 1];
        for (int i = 0; i < Steps; i++)
        {
            float value = function(inputMin + (i * step)), middle = function(inputMin + (i * step) + (step / 2)), next = function(inputMin + ((i + 1) * step));
            float sample = Round(value * inverse);
            float interpolated = Round(((next * inverse) + sample) / 2);
            float bias = Round((interpolated - Round(middle * inverse)) / 2);
            entries[i] = (int)Math.Clamp(sample - bias, short.MinValue, short.MaxValue);
        }

        entries[Steps] = (int)Math.Clamp(Round(function(inputMax) * inverse), short.MinValue, short.MaxValue);
        return entries;
    }

    private static float Round(float x) => MathF.Round(x, MidpointRounding.AwayFromZero);
}

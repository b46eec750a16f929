using System.Numerics;

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
    public static LookupTable Of16<T>(T inputScale, int inputZeroPoint, T outputScale, int outputZeroPoint, Func<T, T> function)
        where T : IFloatingPointIeee754<T> =>
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

    private static int[] Sampled<T>(T inputScale, int inputZeroPoint, T outputScale, int outputZeroPoint, Func<T, T> function)
        where T : IFloatingPointIeee754<T>
    {
        T two = T.One + T.One;
        T inputMin = inputScale * Number<T>(short.MinValue - inputZeroPoint), inputMax = inputScale * Number<T>(short.MaxValue - inputZeroPoint);
        T outputMin = outputScale * Number<T>(short.MinValue - outputZeroPoint), outputMax = outputScale * Number<T>(short.MaxValue - outputZeroPoint);
        T step = (inputMax - inputMin) / Number<T>(Steps), inverse = Number<T>(1 << 16) / (outputMax - outputMin);
        var entries = new int[Steps + 1];
        for (int i = 0; i < Steps; i++)
        {
            T from = inputMin + (Number<T>(i) * step);
            T value = function(from), middle = function(from + (step / two)), next = function(inputMin + (Number<T>(i + 1) * step));
            T sample = Round(value * inverse);
            T interpolated = Round(((next * inverse) + sample) / two);
            T bias = Round((interpolated - Round(middle * inverse)) / two);
            entries[i] = Stored(sample - bias);
        }

        entries[Steps] = Stored(Round(function(inputMax) * inverse));
        return entries;
    }

    private static T Number<T>(int value) where T : IFloatingPointIeee754<T> => T.CreateChecked(value);

    private static int Stored<T>(T value) where T : IFloatingPointIeee754<T> =>
        int.CreateTruncating(T.Clamp(value, Number<T>(short.MinValue), Number<T>(short.MaxValue)));

    private static T Round<T>(T x) where T : IFloatingPointIeee754<T> => T.Round(x, MidpointRounding.AwayFromZero);
}

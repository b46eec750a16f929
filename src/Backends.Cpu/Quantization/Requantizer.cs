using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Quantization;

/// <summary>Turns accumulators of a dense operator into stored results, per output channel.</summary>
internal sealed class Requantizer
{
    private readonly FixedPointMultiplier[] _fixed;
    private readonly float[] _float;
    private readonly bool _twice;
    private readonly bool _zeroPointFirst;
    private readonly bool _wide;
    private readonly int _zeroPoint;
    private readonly int _min;
    private readonly int _max;

    /// <param name="x">Activations.</param>
    /// <param name="weights">Weights; per tensor or per output channel.</param>
    /// <param name="output">Results.</param>
    /// <param name="rule">How to round.</param>
    /// <param name="activation">A clamp.</param>
    /// <param name="singleProduct">Whether input and weight scale are multiplied in float32, as some of TensorFlow Lite's operators do.</param>
    /// <param name="wide">Whether accumulators have 64 bits, which rounds otherwise.</param>
    public Requantizer(TensorInfo x, TensorInfo weights, TensorInfo output, Requantization rule, Activation activation, bool singleProduct, bool wide)
    {
        float input = x.Quantization!.Scale, result = output.Quantization!.Scale;
        ValueList<float> scales = weights.Quantization!.Scales;
        _fixed = new FixedPointMultiplier[scales.Count];
        _float = new float[scales.Count];
        for (int i = 0; i < scales.Count; i++)
        {
            double product = singleProduct ? input * scales[i] : (double)input * scales[i];
            _fixed[i] = FixedPointMultiplier.Of(product / result);
            _float[i] = input * scales[i] / result;
        }

        if (rule is not (Requantization.Float or Requantization.FloatWithZeroPoint)) _float = [];
        _zeroPointFirst = rule == Requantization.FloatWithZeroPoint;
        _twice = rule == Requantization.FixedPointTwice;
        _wide = wide;
        _zeroPoint = output.Quantization.ZeroPoint;
        (_min, _max) = ActivationRange.Stored(activation, output);
    }

    /// <summary>How results are rounded; null for accumulators of 64 bits, which have a rule of their own.</summary>
    public Requantization? Rule => _wide ? null : _zeroPointFirst ? Requantization.FloatWithZeroPoint : _float.Length > 0 ? Requantization.Float : _twice ? Requantization.FixedPointTwice : Requantization.FixedPoint;

    /// <summary>Zero point of results.</summary>
    public int ZeroPoint => _zeroPoint;

    /// <summary>Smallest and largest result.</summary>
    public (int Min, int Max) Range => (_min, _max);

    /// <summary>Factor of an output channel in fixed point.</summary>
    public FixedPointMultiplier FixedFactor(int channel) => _fixed[_fixed.Length == 1 ? 0 : channel];

    /// <summary>Factor of an output channel for <see cref="Requantization.Float"/>.</summary>
    public float FloatFactor(int channel) => _float[_float.Length == 1 ? 0 : channel];

    /// <summary>The integer to store for an accumulator, the bias included.</summary>
    public int Apply(long accumulator, int channel)
    {
        int index = _fixed.Length == 1 ? 0 : channel;
        long scaled = _float.Length > 0
            ? FloatRounding.Round(accumulator * _float[index], _zeroPointFirst ? _zeroPoint : 0)
            : _wide ? _fixed[index].Apply(accumulator)
            : _twice ? _fixed[index].Apply(unchecked((int)accumulator)) : _fixed[index].ApplyOnce(unchecked((int)accumulator));
        return (int)Math.Clamp(scaled + _zeroPoint, _min, _max);
    }
}

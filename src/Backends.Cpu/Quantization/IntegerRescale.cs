using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Quantization;

/// <summary>Brings stored integers from one scale to another.</summary>
internal readonly struct IntegerRescale
{
    private readonly Requantization _rule;
    private readonly QuantizationInfo _from;
    private readonly QuantizationInfo _to;
    private readonly FixedPointMultiplier _factor;
    private readonly ByteScale? _bytes;
    private readonly long _min;
    private readonly long _max;

    public IntegerRescale(Quantize op, TensorInfo x, QuantizationInfo from, QuantizationInfo to)
    {
        (_rule, _from, _to) = (op.Requantization, from, to);
        (_min, _max) = op.To.IntegerRange();
        _factor = FixedPointMultiplier.Of((double)from.Scale / to.Scale);
        float ratio = from.Scale / to.Scale;
        if (_rule == Requantization.FixedPoint && op.To.BitWidth() == 8 && x.Type == op.To && ByteScale.Fits(ratio)) _bytes = ByteScale.Of(ratio);
    }

    public int Apply(int stored)
    {
        int centered = stored - _from.ZeroPoint;
        long scaled = _rule switch
        {
            Requantization.FixedPoint => _bytes is { } bytes ? bytes.Apply(centered) : _factor.ApplyOnce(centered),
            Requantization.FixedPointTwice => _factor.Apply(centered),
            Requantization.Float => (long)Math.Round((double)(_from.Scale * centered / _to.Scale), MidpointRounding.ToEven),
            Requantization.FloatWithZeroPoint => FloatRounding.Round(_from.Scale * centered / _to.Scale, _to.ZeroPoint),
        };
        return (int)Math.Clamp(scaled + _to.ZeroPoint, _min, _max);
    }
}

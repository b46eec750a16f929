namespace NnBridge.Backends.Cpu.Quantization;

/// <summary>Which scale belongs to which element of a quantized tensor.</summary>
internal readonly struct ElementScale
{
    private readonly QuantizationInfo _quantization;
    private readonly int _inner;
    private readonly int _size;
    private readonly int _blocks;

    public ElementScale(TensorInfo info, QuantizationInfo quantization)
    {
        _quantization = quantization;
        if (quantization.Axis is not { } axis) return;
        _size = info.Shape[axis];
        _inner = (int)info.Shape.Product(axis + 1, info.Shape.Rank);
        _blocks = quantization.BlockSize > 0 ? (_size + quantization.BlockSize - 1) / quantization.BlockSize : 0;
    }

    /// <summary>The number that a stored integer stands for, computed in float32.</summary>
    /// <param name="stored">The integer.</param>
    /// <param name="element">Its place in the tensor.</param>
    public float Real(int stored, int element)
    {
        int scale = IndexOf(element);
        return _quantization.Scales[scale] * (stored - _quantization.ZeroPointOf(scale));
    }

    private int IndexOf(int element)
    {
        if (_size == 0) return 0;
        int along = element / _inner % _size;
        if (_blocks == 0) return along;
        int outer = element / _inner / _size;
        return (((outer * _blocks) + (along / _quantization.BlockSize)) * _inner) + (element % _inner);
    }
}

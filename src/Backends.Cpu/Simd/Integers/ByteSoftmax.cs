using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Softmax of bytes through a table of exponentials, to the same bits as the reference: sums of floats run in the order of the elements.</summary>
internal sealed unsafe class ByteSoftmax
{
    private readonly float[] _exponentials = new float[256];
    private readonly float _scale;
    private readonly int _zeroPoint;
    private readonly (int Min, int Max) _range;
    private readonly int _flip;

    public ByteSoftmax(Softmax op, KernelSignature signature)
    {
        TensorInfo x = signature.Input(0), y = signature.Outputs[0];
        float scale = -x.Quantization!.Scale * op.Beta;
        for (int i = 0; i < _exponentials.Length; i++) _exponentials[i] = MathF.Exp(scale * i);
        (long min, long max) = y.Type.IntegerRange();
        (_scale, _zeroPoint, _range) = (y.Quantization!.Scale, y.Quantization.ZeroPoint, ((int)min, (int)max));
        // Turned around, signed bytes are ordered like unsigned ones; differences stay.
        _flip = x.Type == ElementType.Int8 ? 0x80 : 0;
    }

    public static Support Supports(KernelSignature signature)
    {
        TensorInfo x = signature.Input(0), y = signature.Outputs[0];
        return Support.All(
            new(y.Type is ElementType.Int8 or ElementType.UInt8, $"{x.Type} to {y.Type} is not vectorised"),
            new(x.Quantization is { IsPerTensor: true } && y.Quantization is { IsPerTensor: true }, "input or output is not quantized per tensor"));
    }

    /// <summary>All rows along one axis.</summary>
    public void Run(byte* x, byte* y, AxisLoop loop)
    {
        nint step = loop.Inner;
        fixed (float* exponentials = _exponentials)
            for (int row = 0; row < loop.Rows; row++)
            {
                byte* from = x + loop.Start(row), to = y + loop.Start(row);
                int largest = 0;
                for (nint k = 0; k < loop.Count; k++) largest = Math.Max(largest, from[k * step] ^ _flip);
                float sum = 0;
                for (nint k = 0; k < loop.Count; k++) sum += exponentials[largest - (from[k * step] ^ _flip)];
                float factor = 1.0f / (sum * _scale);
                for (nint k = 0; k < loop.Count; k++)
                {
                    int probability = (int)((exponentials[largest - (from[k * step] ^ _flip)] * factor) + 0.5);
                    to[k * step] = unchecked((byte)Math.Clamp(probability + (long)_zeroPoint, _range.Min, _range.Max));
                }
            }
    }
}

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Biases of dense operators.</summary>
internal static class Bias
{
    /// <summary>The numbers of a bias; an empty name when it is left out. Integers are in units of input scale times weight scale.</summary>
    public static string Real(NodeWriter w, int operand, int x, int weights)
    {
        if (!w.Node.HasInput(operand)) return "";
        TensorInfo info = w.Info(operand);
        if (info.Type.IsFloat()) return w.Stored(operand);
        if (w.Info(x).Quantization is not { IsPerTensor: true } input || w.Info(weights).Quantization is not { BlockSize: 0 } q)
            throw new UnwritableException($"bias is {info}, input and weights have no scales for it");
        ValueList<float> scales = q.Scales.Select(s => input.Scale * s).ToValueList();
        TensorInfo scaled = info with { Quantization = new QuantizationInfo(scales, [0], scales.Count == 1 ? null : 0) };
        // 64-bit integers have no scales in ONNX: constants are numbers then.
        if (info.Type == ElementType.Int64 && w.Node.Constant(operand) is { } constant)
        {
            ReadOnlySpan<long> stored = constant.Span<long>();
            var real = new float[stored.Length];
            for (int i = 0; i < real.Length; i++) real[i] = (float)(stored[i] * ((double)input.Scale * q.Scales[q.Scales.Count == 1 ? 0 : i]));
            return w.Constant(Tensor.Create<float>(new TensorInfo(ElementType.Float32, constant.Info.Shape), real), "bias");
        }

        return w.Dequantized(w.Stored(operand), scaled);
    }
}

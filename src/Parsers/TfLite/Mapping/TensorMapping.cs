using NnBridge.Parsers.TfLite.Schema;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Describes tensors of the file in the network's terms.</summary>
internal static class TensorMapping
{
    /// <summary>Type, shape and quantization of a tensor.</summary>
    /// <exception cref="UnmappedException">The element type or the kind of quantization has no counterpart.</exception>
    public static TensorInfo Info(TfLiteSubgraph subgraph, TfLiteTensor tensor)
    {
        ElementType type = TypeOf(tensor.Type) ?? throw new UnmappedException($"{tensor} has element type {tensor.Type}, which is not supported");
        return new TensorInfo(type, Shape.Of(tensor.Shape.Span), Quantization(subgraph, tensor, type));
    }

    /// <summary>The element type, null when there is none for it.</summary>
    public static ElementType? TypeOf(TfLiteTensorType type) => type switch
    {
        TfLiteTensorType.Float32 => ElementType.Float32,
        TfLiteTensorType.Float16 => ElementType.Float16,
        TfLiteTensorType.BFloat16 => ElementType.BFloat16,
        TfLiteTensorType.Float64 => ElementType.Float64,
        TfLiteTensorType.Int2 => ElementType.Int2,
        TfLiteTensorType.Int4 => ElementType.Int4,
        TfLiteTensorType.UInt4 => ElementType.UInt4,
        TfLiteTensorType.Int8 => ElementType.Int8,
        TfLiteTensorType.UInt8 => ElementType.UInt8,
        TfLiteTensorType.Int16 => ElementType.Int16,
        TfLiteTensorType.UInt16 => ElementType.UInt16,
        TfLiteTensorType.Int32 => ElementType.Int32,
        TfLiteTensorType.UInt32 => ElementType.UInt32,
        TfLiteTensorType.Int64 => ElementType.Int64,
        TfLiteTensorType.UInt64 => ElementType.UInt64,
        TfLiteTensorType.Bool => ElementType.Bool,
        TfLiteTensorType.Complex64 => ElementType.Complex64,
        TfLiteTensorType.Float8E4M3Fn => ElementType.Float8E4M3Fn,
        TfLiteTensorType.Float8E5M2 => ElementType.Float8E5M2,
        _ => null,
    };

    private static QuantizationInfo? Quantization(TfLiteSubgraph subgraph, TfLiteTensor tensor, ElementType type)
    {
        // Float tensors carry leftovers of training (minimum, maximum), which mean nothing for inference.
        if (!type.IsInteger() || tensor.Quantization is not { } q) return null;
        if (q.Details is TfLiteBlockwiseQuantization blockwise) return Blockwise(subgraph, tensor, q, blockwise);
        if (q.Details is { } other) throw new UnmappedException($"{tensor} has {other.GetType().Name}, which is not supported");
        if (q.Scales.Count == 0) return null;
        ValueList<int> zeroPoints = q.ZeroPoints.Count == 0 ? [0] : q.ZeroPoints.Select(z => ToInt32(tensor, z)).ToValueList();
        return q.Scales.Count == 1
            ? QuantizationInfo.PerTensor(q.Scales[0], zeroPoints[0])
            : new QuantizationInfo(q.Scales, zeroPoints, Axis(tensor, q));
    }

    /// <summary>Biases of converted models often state the dimension of their weights; a tensor of one dimension leaves no doubt.</summary>
    private static int Axis(TfLiteTensor tensor, TfLiteQuantization quantization) => tensor.Shape.Count == 1 ? 0 : quantization.QuantizedDimension;

    private static QuantizationInfo Blockwise(
        TfLiteSubgraph subgraph, TfLiteTensor tensor, TfLiteQuantization quantization, TfLiteBlockwiseQuantization blocks)
    {
        TfLiteTensor scales = subgraph.Tensors[blocks.Scales];
        if (blocks.ZeroPoints >= 0 || scales.Data is not { } data || scales.Type is not (TfLiteTensorType.Float16 or TfLiteTensorType.Float32))
            throw new UnmappedException($"{tensor} is quantized in blocks whose scales are {scales.Type}, or with zero points; expected constant Float16 or Float32 and none");
        var stored = new Tensor(new TensorInfo(TypeOf(scales.Type)!.Value, Shape.Of(scales.Shape.Span)), data);
        return new QuantizationInfo(TensorBuffer.OfConstant(stored).ToDoubles().Select(s => (float)s).ToValueList(), [0],
            quantization.QuantizedDimension, blocks.BlockSize);
    }

    private static int ToInt32(TfLiteTensor tensor, long zeroPoint) => zeroPoint is >= int.MinValue and <= int.MaxValue
        ? (int)zeroPoint
        : throw new InvalidNetworkException($"{tensor} has zero point {zeroPoint}, outside of 32 bits");
}

using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping.Contrib;

/// <summary>Weights of few bits with a scale per block.</summary>
internal static class BlockQuantizedMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["MatMulNBits"] = MatMulNBits,
    };

    /// <summary>Rows of weights <c>[N, blocks, bytes of a block]</c> with scales <c>[N, blocks]</c>; blocks may reach behind the last weight.</summary>
    private static void MatMulNBits(MappingContext context)
    {
        NodeAttributes attributes = context.Attributes;
        long k = attributes.RequiredInt("K"), n = attributes.RequiredInt("N"), bits = attributes.Int("bits", 4), block = attributes.RequiredInt("block_size");
        if (bits is not (2 or 4 or 8)) throw new UnmappedException($"weights have {bits} bits, expected 2, 4 or 8");
        if (k < 1 || n < 1 || block < 1 || k > int.MaxValue || n > int.MaxValue || block > int.MaxValue || block * bits % 8 != 0)
            throw new InvalidNetworkException($"K is {k}, N {n}, block_size {block}, expected positive sizes and whole bytes per block");
        if (context.Has(4)) throw new UnmappedException("weights in another order, as operand 'g_idx' states it, are not supported");
        if (context.Input(1).Constant is not { } stored) throw new UnmappedException("weights are computed, expected a constant");
        long blocks = (k + block - 1) / block;
        Value x = context.Input(0);
        Value weights = Weights(context, stored, checked((int)n), checked((int)blocks), (int)block, (int)bits);
        if (blocks * block != k) weights = context.Part(weights, 1, 0, k);
        Value y = context.Add("product", new FullyConnected { KeepDimensions = true }, x, context.Cast(weights, x.Info.Type), context.Optional(5));
        context.SetOutput(0, y);
    }

    /// <summary>The weights as floats <c>[N, blocks * block]</c>.</summary>
    private static Value Weights(MappingContext context, Tensor stored, int n, int blocks, int block, int bits)
    {
        ElementType type = bits switch { 2 => ElementType.UInt2, 4 => ElementType.UInt4, _ => ElementType.UInt8 };
        var info = new TensorInfo(type, [n, checked(blocks * block)]);
        if (stored.Bytes.Length != info.ByteCount) throw new InvalidNetworkException($"operand 1 has {stored.Bytes.Length} bytes, expected {info.ByteCount} for {info}");
        Value scales = context.Input(2);
        int count = checked(n * blocks);
        float[]? zeros = context.Optional(3) is { } points ? ZeroPoints(points, n, blocks, bits) : null;
        if (scales.Constant is not { } constant) throw new UnmappedException("scales are computed, expected a constant");
        double[] numbers = TensorBuffer.OfConstant(constant).ToDoubles();
        if (numbers.Length != count) throw new InvalidNetworkException($"operand 2 has {numbers.Length} scales, expected {count}");
        int usual = 1 << (bits - 1);
        // Stated zero points may be numbers between integers, or scales not be positive; then weights are written out.
        if (numbers.All(s => s > 0 && double.IsFinite(s)) && (zeros is null || zeros.All(float.IsInteger)))
        {
            var quantization = new QuantizationInfo(numbers.Select(s => (float)s).ToValueList(),
                zeros is null ? [usual] : zeros.Select(z => (int)z).ToValueList(), 1, block);
            Value described = context.Builder.Constant($"{context.Name}/weights", new Tensor(info with { Quantization = quantization }, stored.Bytes));
            return context.Add("weights", new Dequantize(ElementType.Float32), described);
        }

        Value raw = context.Cast(context.Builder.Constant($"{context.Name}/weights", new Tensor(new TensorInfo(type, [n, blocks, block]), stored.Bytes)), ElementType.Float32);
        var perBlock = new TensorInfo(ElementType.Float32, [n, blocks, 1]);
        Value zero = zeros is null ? context.Scalar(ElementType.Float32, usual) : context.Builder.Constant($"{context.Name}/zeros", Tensor.Create<float>(perBlock, zeros));
        Value scale = context.Builder.Constant($"{context.Name}/scales", Tensor.Create<float>(perBlock, [.. numbers.Select(s => (float)s)]));
        return context.Reshape(context.Binary(BinaryKind.Mul, context.Binary(BinaryKind.Sub, raw, zero), scale), n, checked(blocks * block));
    }

    /// <summary>One per block: packed like the weights, each row filled up to whole bytes, or numbers.</summary>
    private static float[] ZeroPoints(Value points, int n, int blocks, int bits)
    {
        if (points.Constant is not { } constant) throw new UnmappedException("zero points are computed, expected a constant");
        int count = checked(n * blocks);
        if (constant.Info.Type.IsFloat())
        {
            float[] numbers = [.. TensorBuffer.OfConstant(constant).ToDoubles().Select(z => (float)z)];
            return numbers.Length == count ? numbers : throw new InvalidNetworkException($"operand 3 has {numbers.Length} zero points, expected {count}");
        }

        int rowBytes = checked((blocks * bits) + 7) / 8;
        ReadOnlySpan<byte> bytes = constant.Bytes.Span;
        if (constant.Info.Type != ElementType.UInt8 || bytes.Length != checked(n * rowBytes))
            throw new InvalidNetworkException($"operand 3 is {constant.Info}, expected {n} rows of {rowBytes} bytes");
        var zeros = new float[count];
        for (int i = 0; i < count; i++)
        {
            int bit = i % blocks * bits;
            zeros[i] = (bytes[(i / blocks * rowBytes) + (bit / 8)] >> (bit % 8)) & ((1 << bits) - 1);
        }

        return zeros;
    }
}

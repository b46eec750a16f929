using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Scale and zero point, which the format gives as operands: constants in most models, but they may be computed.</summary>
/// <param name="Scale">One scale, or one per index of an axis, or one per block along it.</param>
/// <param name="ZeroPoint">Of the quantized type and the shape of the scale; null for 0.</param>
/// <param name="Axis">The axis; counts for neither a single scale nor a single zero point.</param>
internal sealed record QuantizationParameters(Value Scale, Value? ZeroPoint, int Axis = 0)
{
    /// <summary>Elements along the axis that share a scale; 0 when not in blocks.</summary>
    public int BlockSize { get; init; }

    /// <summary>The operands at two positions of a node.</summary>
    public static QuantizationParameters At(MappingContext context, int scale, int zeroPoint, int axis = 0) =>
        new(context.Input(scale), context.Optional(zeroPoint), axis);

    /// <summary>The parameters as part of a tensor's description; null when they are computed, or are more than a description can say.</summary>
    /// <param name="rank">Dimensions of the tensor; -1 when unknown.</param>
    public QuantizationInfo? Known(int rank)
    {
        if (Scale.Constant is not { } scale || scale.Info.Type != ElementType.Float32 || BlockSize > 0) return null;
        if (ZeroPoint is { Constant: null } || ZeroPoint is { Info.Type: var type } && (!type.IsInteger() || type.BitWidth() > 32)) return null;
        ValueList<float> scales = ValueList.Create(scale.Span<float>());
        foreach (float s in scales) if (!float.IsFinite(s) || s < 0) return null;
        int[] numbers = ZeroPoint?.Constant is { } zero ? Array.ConvertAll(TensorBuffer.OfConstant(zero).ToDoubles(), z => (int)z) : [0];
        ValueList<int> zeros = numbers.Length > 1 && Array.TrueForAll(numbers, z => z == numbers[0]) ? [numbers[0]] : ValueList.Create<int>(numbers);
        if (scales.Count == 1 && zeros.Count == 1) return QuantizationInfo.PerTensor(scales[0], zeros[0]);
        int axis = Axis < 0 ? Axis + rank : Axis;
        return rank < 0 || axis < 0 || axis >= rank || scale.Info.Shape.Rank != 1 || (zeros.Count != 1 && zeros.Count != scales.Count) ? null
            : new QuantizationInfo(scales, zeros, axis);
    }

    /// <summary>The scale in a shape that broadcasts over <paramref name="x"/>.</summary>
    public Value ScaleOver(MappingContext context, Value x, ElementType type) => Over(context, x, context.Cast(Scale, type));

    /// <summary>The zero point in a shape that broadcasts over <paramref name="x"/>; null when it is 0.</summary>
    public Value? ZeroPointOver(MappingContext context, Value x, ElementType type) =>
        ZeroPoint is null ? null : Over(context, x, context.Cast(ZeroPoint, type));

    private Value Over(MappingContext context, Value x, Value parameter)
    {
        Shape shape = parameter.Info.Shape;
        if (!shape.IsRanked) throw new UnmappedException("the number of dimensions of the scale is unknown");
        if (shape.Rank == 0 || (shape.IsStatic && shape.ElementCount == 1)) return context.AsScalar(parameter);
        int rank = x.RankOf("operand 0"), axis = InferenceContext.Axis(Axis, rank);
        if (BlockSize > 0) return Repeated(context, x, parameter, axis);
        if (shape.Rank != 1) return parameter;
        int after = rank - axis - 1;
        return after == 0 ? parameter : context.Unsqueeze(parameter, [.. Enumerable.Range(1, after).Select(i => (long)i)]);
    }

    private Value Repeated(MappingContext context, Value x, Value parameter, int axis)
    {
        int size = x.Info.Shape[axis];
        if (size < 0) throw new UnmappedException($"blocks along axis {axis}, whose size is unknown");
        return context.Add("blocks", new Gather(axis), parameter, context.Integers("block", [.. Enumerable.Range(0, size).Select(i => (long)(i / BlockSize))]));
    }
}

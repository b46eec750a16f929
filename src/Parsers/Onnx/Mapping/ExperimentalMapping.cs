using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Operators of the first versions that were never more than experimental, and are gone; files of their time have them.</summary>
internal static class ExperimentalMapping
{
    private const int Plane = 2;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["Affine"] = context => context.SetOutput(0, Line(context, context.Input(0), context.Attributes.Float("alpha", 1), context.Attributes.Float("beta", 0))),
        ["ConstantFill"] = ConstantFill,
        ["Crop"] = Crop,
        ["DynamicSlice"] = context => context.Emit(new StridedSlice(), context.Input(0), context.Input(1), context.Input(2), null, context.Optional(3)),
        ["GivenTensorFill"] = GivenTensorFill,
        ["ImageScaler"] = ImageScaler,
        ["ParametricSoftplus"] = ParametricSoftplus,
        ["Scale"] = context => context.SetOutput(0, Line(context, context.Input(0), context.Attributes.Float("scale", 1), 0)),
        ["ScaledTanh"] = ScaledTanh,
    };

    /// <summary>factor * x + summand.</summary>
    private static Value Line(MappingContext context, Value x, float factor, float summand)
    {
        Value y = factor == 1 ? x : context.Binary(BinaryKind.Mul, x, context.Scalar(x.Info.Type, factor));
        return summand == 0 ? y : context.Binary(BinaryKind.Add, y, context.Scalar(x.Info.Type, summand));
    }

    /// <summary>alpha * log(1 + exp(beta * x)).</summary>
    private static void ParametricSoftplus(MappingContext context) => context.SetOutput(0, Line(context,
        context.Unary(UnaryKind.Softplus, Line(context, context.Input(0), context.Attributes.Float("beta", 1), 0)), context.Attributes.Float("alpha", 1), 0));

    /// <summary>alpha * tanh(beta * x).</summary>
    private static void ScaledTanh(MappingContext context) => context.SetOutput(0, Line(context,
        context.Unary(UnaryKind.Tanh, Line(context, context.Input(0), context.Attributes.Float("beta", 1), 0)), context.Attributes.Float("alpha", 1), 0));

    /// <summary>scale * x + a bias per channel.</summary>
    private static void ImageScaler(MappingContext context)
    {
        float[] bias = context.Attributes.Floats("bias") ?? throw new InvalidNetworkException("attribute 'bias' is missing");
        Value perChannel = context.Builder.Constant($"{context.Name}/bias", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [bias.Length, 1, 1]), bias));
        Value scaled = Line(context, context.Input(0), context.Attributes.Float("scale", 1), 0);
        context.SetOutput(0, context.Binary(BinaryKind.Add, scaled, context.Cast(perChannel, scaled.Info.Type)));
    }

    /// <summary>Takes borders off the height and width of images; a stated size counts from the upper left.</summary>
    private static void Crop(MappingContext context)
    {
        // Left, top, right, bottom.
        long[] border = context.Attributes.Ints("border") is { Length: 4 } given && given.All(b => b >= 0) ? given
            : throw new InvalidNetworkException("attribute 'border' is missing or not four numbers from 0");
        long[]? size = context.Attributes.Ints("scale");
        if (size is not null && (size.Length != 2 || size.Any(s => s < 1))) throw new InvalidNetworkException("attribute 'scale' is not a height and a width");
        Value x = context.Input(0);
        long End(int axis, long after) => size is not null ? border[1 - axis] + size[axis] : after == 0 ? int.MaxValue : -after;
        context.SetOutput(0, context.Part(context.Part(x, Plane, border[1], End(0, border[3])), Plane + 1, border[0], End(1, border[2])));
    }

    private static void ConstantFill(MappingContext context)
    {
        NodeAttributes attributes = context.Attributes;
        ElementType type = attributes.Has("dtype") ? ConversionMapping.TypeOf(attributes.Int("dtype", 0), "dtype") : ElementType.Float32;
        Value shape = attributes.Ints("shape") is { } stated ? context.Integers("shape", stated)
            : attributes.Flag("input_as_shape") ? context.Cast(context.Input(0), ElementType.Int64) : context.ShapeOf(context.Input(0));
        if (attributes.Ints("extra_shape") is { Length: > 0 } extra) shape = context.Concat(0, shape, context.Integers("extra", extra));
        context.Emit(new Fill(), shape, context.Scalar(type, attributes.Float("value", 0)));
    }

    private static void GivenTensorFill(MappingContext context)
    {
        float[] values = context.Attributes.Floats("values") ?? throw new InvalidNetworkException("attribute 'values' is missing");
        Value all = context.Builder.Constant($"{context.Name}/values", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [values.Length]), values));
        long[] sizes = context.Attributes.Ints("shape") ?? [values.Length];
        context.SetOutput(0, context.Reshape(all, [.. sizes, .. context.Attributes.Ints("extra_shape") ?? []]));
    }
}

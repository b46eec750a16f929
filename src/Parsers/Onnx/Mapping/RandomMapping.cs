using System.Text;
using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Operators that draw random numbers. A node without a seed has its own, made of its name, so that nodes differ and runs do not.</summary>
internal static class RandomMapping
{
    private const int TrainingOperand = 2;
    private const int BoolMask = 10;
    private const float DefaultRatio = 0.5f;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["RandomUniform"] = context => Uniform(context, Sizes(context), OutputType(context, ElementType.Float32)),
        ["RandomUniformLike"] = context => Uniform(context, context.ShapeOf(context.Input(0)), OutputType(context, context.Input(0).Info.Type)),
        ["RandomNormal"] = context => Normal(context, Sizes(context), OutputType(context, ElementType.Float32)),
        ["RandomNormalLike"] = context => Normal(context, context.ShapeOf(context.Input(0)), OutputType(context, context.Input(0).Info.Type)),
        ["Multinomial"] = context => context.Emit(new Multinomial(OutputType(context, ElementType.Int32)) { Seed = Seed(context) },
            context.Input(0), context.Integers("draws", context.Attributes.Int("sample_size", 1))),
        ["Bernoulli"] = Bernoulli,
        ["Dropout"] = Dropout,
    };

    private static void Uniform(MappingContext context, Value sizes, ElementType type) => context.Emit(
        new RandomUniform(type, context.Attributes.Float("low", 0), context.Attributes.Float("high", 1)) { Seed = Seed(context) }, sizes);

    private static void Normal(MappingContext context, Value sizes, ElementType type) => context.Emit(
        new RandomNormal(type, context.Attributes.Float("mean", 0), context.Attributes.Float("scale", 1)) { Seed = Seed(context) }, sizes);

    /// <summary>1 with the probability that x states.</summary>
    private static void Bernoulli(MappingContext context)
    {
        Value x = context.Input(0);
        Value drawn = context.Add("drawn", new RandomUniform(x.Info.Type, 0, 1) { Seed = Seed(context) }, context.ShapeOf(x));
        context.SetOutput(0, context.Cast(context.Compare(ComparisonKind.Less, drawn, x), OutputType(context, x.Info.Type)));
    }

    /// <summary>Only in training are elements dropped; those that stay are scaled up.</summary>
    private static void Dropout(MappingContext context)
    {
        Value x = context.Input(0);
        Value? training = context.Optional(TrainingOperand);
        if (training is null || (training.Constant is { } known && !known.Span<bool>()[0]))
        {
            context.SetOutput(0, x);
            if (context.HasOutput(1)) context.SetOutput(1, context.Opset >= BoolMask ? All(context, x, true) : context.Cast(All(context, x, true), x.Info.Type));
            return;
        }

        Value drawn = context.Add("drawn", new RandomUniform(ElementType.Float64, 0, 1) { Seed = Seed(context) }, context.ShapeOf(x));
        Value ratio = context.Cast(context.Optional(1) ?? context.Scalar(ElementType.Float32, DefaultRatio), ElementType.Float64);
        Value kept = context.Compare(ComparisonKind.GreaterOrEqual, drawn, ratio);
        Value rest = context.Binary(BinaryKind.Sub, context.Scalar(ElementType.Float64, 1), ratio);
        Value factor = context.Cast(context.Binary(BinaryKind.Div, context.Cast(kept, ElementType.Float64), rest), x.Info.Type);
        Value dropped = context.Binary(BinaryKind.Mul, x, factor);
        bool always = training.Constant is not null;
        context.SetOutput(0, always ? dropped : context.Add("chosen", new Select(), training, dropped, x));
        if (context.HasOutput(1)) context.SetOutput(1, always ? kept : context.Add("mask", new Select(), training, kept, All(context, x, true)));
    }

    private static Value All(MappingContext context, Value x, bool value) => context.Add("all", new Fill(), context.ShapeOf(x),
        context.Builder.Constant($"{context.Name}/{value}", Numbers.Scalar(ElementType.Bool, value ? 1 : 0)));

    private static Value Sizes(MappingContext context) =>
        context.Integers("sizes", context.Attributes.Ints("shape") ?? throw new InvalidNetworkException("attribute 'shape' is missing"));

    private static ElementType OutputType(MappingContext context, ElementType otherwise) =>
        context.Attributes.Has("dtype") ? ConversionMapping.TypeOf(context.Attributes.Int("dtype", 0), "dtype") : otherwise;

    private static uint Seed(MappingContext context)
    {
        if (context.Attributes.Has("seed"))
            return context.Operator.Type == "Dropout" ? unchecked((uint)context.Attributes.Int("seed", 0)) : unchecked((uint)(long)context.Attributes.Float("seed", 0));
        // FNV-1a: the same on every machine.
        uint hash = 2166136261;
        foreach (byte b in Encoding.UTF8.GetBytes(context.Name)) hash = unchecked((hash ^ b) * 16777619);
        return hash;
    }
}

using System.Collections.Immutable;
using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Normalisations.</summary>
internal static class NormalizationMapping
{
    private const int ScalePerChannel = 21;
    private const int StatedAxes = 9;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["BatchNormalization"] = BatchNormalization,
        ["InstanceNormalization"] = context => GroupNormalization(context, null, context.Input(1), context.Input(2)),
        ["GroupNormalization"] = GroupNormalization,
        ["LayerNormalization"] = LayerNormalization,
        ["RMSNormalization"] = context => context.Emit(new RmsNormalization(context.Attributes.Int32("axis", -1)) { Epsilon = Epsilon(context) },
            context.Input(0), Like(context, context.Input(1))),
        ["MeanVarianceNormalization"] = MeanVariance,
    };

    /// <summary>While it was experimental, it counted for each image on its own.</summary>
    private static void MeanVariance(MappingContext context)
    {
        bool early = context.Opset < StatedAxes;
        long[] otherwise = !early ? [0, 2, 3] : context.Attributes.Flag("across_channels") ? [1, 2, 3] : [2, 3];
        context.Emit(new MeanVarianceNormalization { NormalizeVariance = !early || context.Attributes.Flag("normalize_variance", true) }, context.Input(0),
            context.Integers("axes", context.Attributes.Ints("axes") ?? otherwise));
    }

    private static void BatchNormalization(MappingContext context)
    {
        if (!context.Attributes.Flag("training_mode") && Enumerable.Range(1, 4).Any(context.HasOutput))
        {
            if (!context.Attributes.Flag("is_test")) throw new UnmappedException("training, as old versions have it, is not supported");
            // Nothing moves the statistics.
            for (int i = 1; i <= 4; i++)
                if (context.HasOutput(i)) context.SetOutput(i, context.Input(i % 2 == 1 ? 3 : 4));
        }

        if (!context.Attributes.Flag("spatial", true))
        {
            PerElement(context);
            return;
        }

        Value x = context.Input(0);
        int spatial = Spatial(x);
        Value[] statistics = [.. Enumerable.Range(1, 4).Select(i => Like(context, context.Input(i)))];
        if (context.Attributes.Flag("training_mode")) UseBatch(context, x, spatial, statistics);
        context.EmitSpatial(spatial, new BatchNormalization { Epsilon = Epsilon(context) }, [context.ToLast(x, spatial), .. statistics]);
    }

    /// <summary>Old versions may have statistics <c>[C, spatial…]</c>, of every element but for the batch.</summary>
    private static void PerElement(MappingContext context)
    {
        Value x = context.Input(0), variance = Like(context, context.Input(4));
        Value factor = context.Unary(UnaryKind.Rsqrt, context.Binary(BinaryKind.Add, variance, context.Scalar(x.Info.Type, Epsilon(context))));
        Value normal = context.Binary(BinaryKind.Mul, context.Binary(BinaryKind.Sub, x, Like(context, context.Input(3))), factor);
        context.SetOutput(0, context.Binary(BinaryKind.Add, context.Binary(BinaryKind.Mul, normal, Like(context, context.Input(1))), Like(context, context.Input(2))));
    }

    /// <summary>In training, mean and variance are those of the batch, and the stated ones move towards them.</summary>
    private static void UseBatch(MappingContext context, Value x, int spatial, Value[] statistics)
    {
        long[] axes = [0, .. Enumerable.Range(2, spatial).Select(i => (long)i)];
        Value centre = context.Reduce(ReduceKind.Mean, x, true, axes), distance = context.Binary(BinaryKind.Sub, x, centre);
        Value mean = context.Squeeze(centre, axes), variance = context.Reduce(ReduceKind.Mean, context.Binary(BinaryKind.Mul, distance, distance), false, axes);
        double momentum = context.Attributes.Float("momentum", 0.9f);
        if (context.HasOutput(1)) context.SetOutput(1, Moved(context, context.Input(3), mean, momentum));
        if (context.HasOutput(2)) context.SetOutput(2, Moved(context, context.Input(4), variance, momentum));
        (statistics[2], statistics[3]) = (mean, variance);
    }

    private static Value Moved(MappingContext context, Value stated, Value found, double momentum)
    {
        ElementType type = stated.Info.Type;
        return context.Binary(BinaryKind.Add, context.Binary(BinaryKind.Mul, stated, context.Scalar(type, momentum)),
            context.Binary(BinaryKind.Mul, context.Cast(found, type), context.Scalar(type, 1 - momentum)));
    }

    private static void GroupNormalization(MappingContext context)
    {
        int groups = (int)context.Attributes.RequiredInt("num_groups");
        Value scale = context.Input(1), bias = context.Input(2);
        if (context.Opset < ScalePerChannel)
        {
            int channels = context.Input(0).Info.Shape is { IsRanked: true, Rank: > 1 } shape ? shape[1] : -1;
            if (channels < 0 || groups < 1 || channels % groups != 0)
                throw new UnmappedException($"scales per group need a known number of channels that is a multiple of {groups}, found {context.Input(0).Info}");
            Value owner = context.Integers("groups", [.. Enumerable.Range(0, channels).Select(c => (long)(c / (channels / groups)))]);
            (scale, bias) = (context.Add("scale", new Gather(0), scale, owner), context.Add("bias", new Gather(0), bias, owner));
        }

        GroupNormalization(context, groups, scale, bias);
    }

    private static void GroupNormalization(MappingContext context, int? groups, Value scale, Value bias)
    {
        Value x = context.Input(0);
        int spatial = Spatial(x);
        context.EmitSpatial(spatial, new GroupNormalization(groups) { Epsilon = Epsilon(context) },
            context.ToLast(x, spatial), Like(context, scale), Like(context, bias));
    }

    private static void LayerNormalization(MappingContext context)
    {
        bool statistics = context.HasOutput(1) || context.HasOutput(2);
        var op = new LayerNormalization(context.Attributes.Int32("axis", -1)) { Epsilon = Epsilon(context), Statistics = statistics };
        Value? bias = context.Optional(2) is { } b ? Like(context, b) : null;
        ImmutableArray<Value> results = context.Builder.AddMany(context.Name, op, [context.Input(0), Like(context, context.Input(1)), bias]);
        for (int i = 0; i < results.Length; i++)
            if (context.HasOutput(i)) context.SetOutput(i, i == 0 ? results[i] : context.Cast(results[i], ElementType.Float32));
    }

    private static float Epsilon(MappingContext context) => context.Attributes.Float("epsilon", 1e-5f);

    /// <summary>Parameters may be of another type than x.</summary>
    private static Value Like(MappingContext context, Value parameter) => context.Cast(parameter, context.Input(0).Info.Type);

    private static int Spatial(Value x) => Math.Max(0, x.RankOf("operand 0") - 2);
}

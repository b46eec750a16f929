using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping.Contrib;

/// <summary>Products and convolutions with transpositions, sums and functions that optimisers have fused into them.</summary>
internal static class FusedMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["FusedMatMul"] = FusedMatMul,
        ["TransposeMatMul"] = FusedMatMul,
        ["FusedMatMulActivation"] = context => context.SetOutput(0, Activate(context, Product(context), "activation_alpha", "activation_beta")),
        ["FusedConv"] = context => FusedConv(context, channelsLast: false),
        ["NhwcConv"] = context => FusedConv(context, channelsLast: true),
        ["NhwcFusedConv"] = context => FusedConv(context, channelsLast: true),
        ["FusedGemm"] = FusedGemm,
        ["GemmFastGelu"] = GemmFastGelu,
        ["QLinearConv"] = QLinearConv,
    };

    private static void FusedMatMul(MappingContext context) => context.SetOutput(0, Product(context));

    private static Value Product(MappingContext context)
    {
        NodeAttributes attributes = context.Attributes;
        Value a = FirstToRows(context, context.Input(0), attributes.Flag("transBatchA")), b = FirstToRows(context, context.Input(1), attributes.Flag("transBatchB"));
        // A transposition of a vector changes nothing.
        var op = new MatMul
        {
            TransposeA = attributes.Flag("transA") && a.Info.Shape is not { IsRanked: true, Rank: 1 },
            TransposeB = attributes.Flag("transB") && b.Info.Shape is not { IsRanked: true, Rank: 1 },
        };
        Value y = DenseMapping.Product(context, a, b, (x, w) => context.Add("product", op, x, w));
        float alpha = attributes.Float("alpha", 1);
        return alpha == 1 ? y : context.Binary(BinaryKind.Mul, y, context.Scalar(y.Info.Type, alpha));
    }

    /// <summary><c>[M, batch…, K]</c> as <c>[batch…, M, K]</c>.</summary>
    private static Value FirstToRows(MappingContext context, Value x, bool wanted)
    {
        if (!wanted) return x;
        int rank = x.RankOf("a factor");
        return rank < 3 ? x : context.Transpose(x, [.. Enumerable.Range(1, rank - 2).Select(i => (long)i), 0, rank - 1]);
    }

    /// <summary>A convolution, perhaps with a tensor added, and a function.</summary>
    private static void FusedConv(MappingContext context, bool channelsLast)
    {
        Value weights = context.Input(1), x = context.Input(0);
        var convolution = ConvolutionShape.Read(context, weights);
        Value y = context.Add("sums", convolution.ToOp(), channelsLast ? x : context.ToLast(x, convolution.Spatial), convolution.Weights(context, weights), context.Optional(2));
        if (!channelsLast) y = context.ToFirst(y, convolution.Spatial);
        if (context.Optional(3) is { } added) y = context.Binary(BinaryKind.Add, y, added);
        float[] parameters = context.Attributes.Floats("activation_params") ?? [];
        context.SetOutput(0, Activate(context, y, parameters.Length > 0 ? parameters[0] : null, parameters.Length > 1 ? parameters[1] : null));
    }

    private static void QLinearConv(MappingContext context)
    {
        Value x = context.Input(0);
        bool last = context.Attributes.Flag("channels_last");
        int spatial = Math.Max(0, x.RankOf("operand 0") - 2);
        Value y = IntegerMapping.QLinearConv(context, last ? context.ToFirst(x, spatial) : x);
        context.SetOutput(0, last ? context.ToLast(y, spatial) : y);
    }

    private static void FusedGemm(MappingContext context) =>
        context.SetOutput(0, Activate(context, DenseMapping.GemmOf(context), "activation_alpha", "activation_beta"));

    private static void GemmFastGelu(MappingContext context)
    {
        Value y = DenseMapping.Product(context, context.Input(0), context.Input(1));
        if (context.Optional(2) is { } bias) y = context.Binary(BinaryKind.Add, y, bias);
        context.SetOutput(0, context.Unary(UnaryKind.GeluTanh, y));
    }

    private static Value Activate(MappingContext context, Value y, string alpha, string beta)
    {
        NodeAttributes a = context.Attributes;
        return Activate(context, y, a.Has(alpha) ? a.Float(alpha, 0) : null, a.Has(beta) ? a.Float(beta, 0) : null);
    }

    /// <summary>Applies the function that attribute 'activation' names.</summary>
    private static Value Activate(MappingContext context, Value y, float? alpha, float? beta)
    {
        switch (context.Attributes.Text("activation", ""))
        {
            case "": return y;
            case "Relu": return context.Unary(UnaryKind.Relu, y);
            case "Tanh": return context.Unary(UnaryKind.Tanh, y);
            case "Sigmoid": return context.Unary(UnaryKind.Sigmoid, y);
            case "Softplus": return context.Unary(UnaryKind.Softplus, y);
            case "Softsign": return context.Unary(UnaryKind.Softsign, y);
            case "LeakyRelu": return context.Add("activation", new Unary(UnaryKind.LeakyRelu) { Alpha = alpha ?? 0.01f }, y);
            case "Elu": return context.Add("activation", new Unary(UnaryKind.Elu) { Alpha = alpha ?? 1 }, y);
            case "ThresholdedRelu": return context.Add("activation", new Unary(UnaryKind.ThresholdedRelu) { Alpha = alpha ?? 1 }, y);
            case "HardSigmoid": return context.Add("activation", new Unary(UnaryKind.HardSigmoid) { Alpha = alpha ?? 0.2f, Beta = beta ?? 0.5f }, y);
            case "Clip":
                y = context.Binary(BinaryKind.Maximum, y, context.Scalar(y.Info.Type, alpha ?? float.MinValue));
                return context.Binary(BinaryKind.Minimum, y, context.Scalar(y.Info.Type, beta ?? float.MaxValue));
            case var other: throw new UnmappedException($"attribute 'activation' is '{other}', which is not supported");
        }
    }
}

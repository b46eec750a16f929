using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Losses of classification.</summary>
internal static class LossMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["NegativeLogLikelihoodLoss"] = context => context.SetOutput(0, Loss(context, context.Input(0))),
        ["SoftmaxCrossEntropyLoss"] = SoftmaxCrossEntropy,
    };

    private static void SoftmaxCrossEntropy(MappingContext context)
    {
        Value logarithms = context.Add("log_prob", new LogSoftmax(1), context.Input(0));
        context.SetOutput(0, Loss(context, logarithms));
        if (context.HasOutput(1)) context.SetOutput(1, logarithms);
    }

    /// <summary>The negative of what stands at the wanted class, times the weight of the class; then the sum or the weighted mean.</summary>
    /// <param name="context">The node; operand 1 are classes, operand 2 weights.</param>
    /// <param name="x">Logarithms of probabilities <c>[N, C, …]</c>.</param>
    private static Value Loss(MappingContext context, Value x)
    {
        ElementType type = x.Info.Type;
        Value zero = context.Scalar(type, 0);
        Value chosen = Chosen(context, x);
        Value weights = context.Add("weights", new Select(), chosen, Weights(context, x), zero);
        Value losses = context.Unary(UnaryKind.Neg, context.Add("losses", new Select(), chosen, context.Binary(BinaryKind.Mul, x, weights), zero));
        Value each = context.Reduce(ReduceKind.Sum, losses, false, 1);
        switch (context.Attributes.Text("reduction", "mean"))
        {
            case "none":
                return each;
            case "sum":
                return context.Add("sum", new Reduce(ReduceKind.Sum), each);
            case "mean":
                return context.Binary(BinaryKind.Div, context.Add("sum", new Reduce(ReduceKind.Sum), each),
                    context.Add("sum", new Reduce(ReduceKind.Sum), weights));
            case var other:
                throw new InvalidNetworkException($"attribute 'reduction' is '{other}', expected none, sum or mean");
        }
    }

    /// <summary>Truth at the wanted class of each place, <c>[N, C, …]</c>; nowhere for places that are ignored.</summary>
    private static Value Chosen(MappingContext context, Value x)
    {
        Value classes = context.Input(1);
        if (context.Attributes.Has("ignore_index"))
        {
            Value ignored = context.Compare(ComparisonKind.Equal, classes, context.Scalar(classes.Info.Type, context.Attributes.Int("ignore_index", 0)));
            classes = context.Add("classes", new Select(), ignored, context.Scalar(classes.Info.Type, -1), classes);
        }

        Value count = context.AsScalar(context.ShapeOf(x, 1, 2));
        return context.Add("chosen", new OneHot(1), classes, count, context.Scalar(ElementType.Bool, 1), context.Scalar(ElementType.Bool, 0));
    }

    private static Value Weights(MappingContext context, Value x)
    {
        if (context.Optional(2) is not { } weights) return context.Scalar(x.Info.Type, 1);
        int after = x.RankOf("operand 0") - 2;
        return after <= 0 ? weights : context.Unsqueeze(weights, [.. Enumerable.Range(1, after).Select(i => (long)i)]);
    }
}

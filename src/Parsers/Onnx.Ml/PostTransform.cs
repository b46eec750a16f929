using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Ml;

/// <summary>What becomes of scores <c>[N, E]</c> last.</summary>
internal static class PostTransform
{
    private const float Smallest = 0.0000001f, Pi = 3.14159f, Winitzki = 0.147f, RootOfTwo = 1.41421356f;

    private static readonly string[] Names = ["NONE", "SOFTMAX", "LOGISTIC", "SOFTMAX_ZERO", "PROBIT"];

    /// <summary>The name in attribute 'post_transform'.</summary>
    public static string NameOf(OnnxNode node) => node.Text("post_transform", "NONE") is var name && Names.Contains(name) ? name
        : throw new InvalidNetworkException($"attribute 'post_transform' is '{name}', expected {string.Join(", ", Names)}");

    /// <summary>The name for a number, as TreeEnsemble has it.</summary>
    public static string NameOf(long number) => number is >= 0 and < 5 ? Names[number]
        : throw new InvalidNetworkException($"attribute 'post_transform' is {number}, expected 0 to {Names.Length - 1}");

    /// <summary>Like <see cref="Apply"/> for a number of targets; a single one is no distribution and only PROBIT changes it, as in ONNX Runtime.</summary>
    public static Value ApplyToTargets(OnnxNode node, Value scores, string name, long targets) => targets == 1 && name != "PROBIT" ? scores : Apply(node, scores, name);

    public static Value Apply(OnnxNode node, Value scores, string name) => name switch
    {
        "SOFTMAX" => node.Add("softmax", new Softmax(-1), scores),
        "LOGISTIC" => node.Unary(UnaryKind.Sigmoid, scores),
        "SOFTMAX_ZERO" => SoftmaxZero(node, scores),
        "PROBIT" => Probit(node, scores),
        _ => scores,
    };

    /// <summary>Softmax in which zeros stay zeros.</summary>
    private static Value SoftmaxZero(OnnxNode node, Value scores)
    {
        ElementType type = scores.Info.Type;
        Value counts = node.Compare(ComparisonKind.Greater, node.Unary(UnaryKind.Abs, scores), node.Scalar(type, Smallest));
        Value largest = node.Reduce(ReduceKind.Max, scores, true, -1);
        Value powers = node.Unary(UnaryKind.Exp, node.Binary(BinaryKind.Sub, scores, largest));
        Value sum = node.Reduce(ReduceKind.Sum, node.Select(counts, powers, node.Scalar(type, 0)), true, -1);
        Value zeros = node.Binary(BinaryKind.Mul, scores, node.Unary(UnaryKind.Exp, node.Unary(UnaryKind.Neg, largest)));
        return node.Binary(BinaryKind.Div, node.Select(counts, powers, zeros), sum);
    }

    /// <summary>The inverse of the normal distribution by Winitzki's approximation: <c>sqrt(2) * erfinv(2 x - 1)</c>.</summary>
    private static Value Probit(OnnxNode node, Value scores)
    {
        ElementType type = scores.Info.Type;
        Value Times(Value x, double factor) => node.Binary(BinaryKind.Mul, x, node.Scalar(type, factor));
        Value Plus(Value x, double summand) => node.Binary(BinaryKind.Add, x, node.Scalar(type, summand));
        Value x = Plus(Times(scores, 2), -1);
        Value log = node.Unary(UnaryKind.Log, node.Binary(BinaryKind.Mul, Plus(node.Unary(UnaryKind.Neg, x), 1), Plus(x, 1)));
        Value first = Plus(Times(log, 0.5), 2 / (Pi * Winitzki));
        Value root = node.Unary(UnaryKind.Sqrt, node.Binary(BinaryKind.Sub, node.Binary(BinaryKind.Mul, first, first), Times(log, 1 / Winitzki)));
        Value inverse = node.Unary(UnaryKind.Sqrt, node.Binary(BinaryKind.Sub, root, first));
        Value negative = node.Compare(ComparisonKind.Less, x, node.Scalar(type, 0));
        return Times(node.Select(negative, node.Unary(UnaryKind.Neg, inverse), inverse), RootOfTwo);
    }
}

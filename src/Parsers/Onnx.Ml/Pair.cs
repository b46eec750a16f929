using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Ml;

/// <summary>The scores of two classes when only one has been computed.</summary>
internal static class Pair
{
    /// <summary>What the other score is.</summary>
    public enum Kind
    {
        /// <summary>One less the score, which is a probability.</summary>
        Complement,
        /// <summary>The negative score.</summary>
        Opposite,
    }

    /// <summary>Scores <c>[N, 2]</c>, the computed one in the second column.</summary>
    /// <param name="node">The node.</param>
    /// <param name="score">The computed one, <c>[N, 1]</c>.</param>
    /// <param name="transform">What becomes of it last.</param>
    /// <param name="kind">What the other one is.</param>
    public static Value Of(OnnxNode node, Value score, string transform, Kind kind)
    {
        ElementType type = score.Info.Type;
        if (transform == "PROBIT") throw OnnxNode.Unsupported("post_transform PROBIT of two classes with one score leaves the other score open");
        if (transform == "LOGISTIC" && kind == Kind.Opposite)
            return node.Concat(1, node.Unary(UnaryKind.Sigmoid, node.Unary(UnaryKind.Neg, score)), node.Unary(UnaryKind.Sigmoid, score));
        if (transform == "LOGISTIC") score = node.Unary(UnaryKind.Sigmoid, score);
        Value other = kind == Kind.Opposite ? node.Unary(UnaryKind.Neg, score) : node.Binary(BinaryKind.Sub, node.Scalar(type, 1), score);
        return node.Concat(1, other, score);
    }
}

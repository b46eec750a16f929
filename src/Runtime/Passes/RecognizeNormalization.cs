using NnBridge.Ops;
using NnBridge.Runtime.Graph;
using NnBridge.Runtime.Passes.Patterns;

namespace NnBridge.Runtime.Passes;

/// <summary>
/// Finds layer normalisation that exporters write out: <c>(x - mean(x)) / sqrt(mean((x - mean(x))^2) + epsilon) * scale + bias</c> over the last
/// dimension.
/// </summary>
internal sealed class RecognizeNormalization : INetworkPass
{
    public string Name => "recognize-normalization";

    public Network Run(Network network)
    {
        if (!network.Nodes.Any(n => n.Op is Unary { Kind: UnaryKind.Sqrt })) return network;
        var uses = new ValueUses(network);
        return !network.Nodes.Any(n => Find(n, uses) is not null) ? network : NetworkRewriter.Rewrite(network, (rewriter, node) =>
        {
            if (Find(node, uses) is not { } found) return false;
            rewriter.Copy(node, new LayerNormalization(-1) { Epsilon = found.Epsilon }, [rewriter[found.X], rewriter[found.Scale], rewriter[found.Bias]]);
            return true;
        });
    }

    private static (Value X, Value Scale, Value Bias, float Epsilon)? Find(Node node, ValueUses uses)
    {
        if (Vector(node, BinaryKind.Add) is not { } sum || !uses.IsReadOnce(sum.Other) || sum.Other.Producer is not { } scaling) return null;
        if (Vector(scaling, BinaryKind.Mul) is not { } product || !uses.IsReadOnce(product.Other)) return null;
        if (product.Other.Producer is not { Op: Binary { Kind: BinaryKind.Div, Activation: Activation.None } } division) return null;
        Value centered = division.Input(0);
        if (Centered(centered) is not { } x || Deviation(division.Input(1), centered, uses) is not { } epsilon) return null;
        // The root of the squares and the quotient read what is left of x; nothing else may.
        return node.Outputs[0].Info.Shape == x.Info.Shape ? (x, product.Vector, sum.Vector, epsilon) : null;
    }

    /// <summary>A sum or product with a constant that has one number per index of the last dimension.</summary>
    private static (Value Other, Value Vector)? Vector(Node node, BinaryKind kind)
    {
        if (node.Op is not Binary { Activation: Activation.None } op || op.Kind != kind || node.Outputs[0].Info is not { Type: ElementType.Float32, Shape: { IsRanked: true, Rank: > 0 } y }) return null;
        int last = y[y.Rank - 1];
        for (int i = 0; i < 2; i++)
            if (node.Constant(i) is { Info.Shape: { Rank: 1 } shape } && shape[0] == last && node.Input(1 - i) is { Constant: null } other) return (other, node.Input(i));
        return null;
    }

    /// <summary>What was centered: x of <c>x - mean(x)</c>.</summary>
    private static Value? Centered(Value value) =>
        value.Producer is { Op: Binary { Kind: BinaryKind.Sub, Activation: Activation.None } } node && MeanOf(node.Input(1)) == node.Input(0) ? node.Input(0) : null;

    /// <summary>The epsilon in <c>sqrt(mean(centered^2) + epsilon)</c>; null when the value is something else.</summary>
    private static float? Deviation(Value value, Value centered, ValueUses uses)
    {
        if (value.Producer is not { Op: Unary { Kind: UnaryKind.Sqrt } } root || !uses.IsReadOnce(value) || !uses.IsReadOnce(root.Input(0))) return null;
        if (root.Input(0).Producer is not { Op: Binary { Kind: BinaryKind.Add, Activation: Activation.None } } shifted) return null;
        int number = Product.Number(shifted.Input(1)) is not null ? 1 : 0;
        if (Product.Number(shifted.Input(number)) is not { } epsilon || MeanOf(shifted.Input(1 - number)) is not { } squares) return null;
        return IsSquare(squares.Producer, centered) ? (float)epsilon : null;
    }

    private static bool IsSquare(Node? node, Value of) => node?.Op switch
    {
        Unary { Kind: UnaryKind.Square } => node.Input(0) == of,
        Binary { Kind: BinaryKind.Mul, Activation: Activation.None } => node.Input(0) == of && node.Input(1) == of,
        Binary { Kind: BinaryKind.Pow, Activation: Activation.None } => node.Input(0) == of && Product.Number(node.Input(1)) == 2,
        _ => false,
    };

    /// <summary>What a value is the mean of, over the last dimension, which it keeps.</summary>
    private static Value? MeanOf(Value value)
    {
        if (value.Producer is not { Op: Reduce { Kind: ReduceKind.Mean, KeepDims: true } } mean || mean.Integers(1) is not [var axis]) return null;
        Shape shape = mean.Input(0).Info.Shape;
        return shape.IsRanked && (axis == -1 || axis == shape.Rank - 1) ? mean.Input(0) : null;
    }
}

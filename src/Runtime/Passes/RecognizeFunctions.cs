using NnBridge.Ops;
using NnBridge.Runtime.Graph;
using NnBridge.Runtime.Passes.Patterns;

namespace NnBridge.Runtime.Passes;

/// <summary>
/// Finds functions that exporters write out with basic operators: hard swish <c>x relu6(x + 3) / 6</c>, SiLU <c>x sigmoid(x)</c>, and GELU
/// <c>x (1 + erf(x / sqrt(2))) / 2</c>.
/// </summary>
internal sealed class RecognizeFunctions : INetworkPass
{
    public string Name => "recognize-functions";

    public Network Run(Network network)
    {
        if (!network.Nodes.Any(n => n.Op is Binary { Kind: BinaryKind.Mul or BinaryKind.Div })) return network;
        var uses = new ValueUses(network);
        return !network.Nodes.Any(n => Find(n, uses) is not null) ? network : NetworkRewriter.Rewrite(network, (rewriter, node) =>
        {
            if (Find(node, uses) is not { } found) return false;
            rewriter.Copy(node, new Unary(found.Kind), [rewriter[found.X]]);
            return true;
        });
    }

    private static (UnaryKind Kind, Value X)? Find(Node node, ValueUses uses)
    {
        if (node.Op is not Binary { Activation: Activation.None, Kind: BinaryKind.Mul or BinaryKind.Div } || node.Outputs[0].Info is not { Type: ElementType.Float32 } y) return null;
        var product = Product.Of(node.Outputs[0], uses.IsReadOnce);
        if (product.Factors.Count != 2) return null;
        foreach ((Value x, Value other) in new[] { (product.Factors[0], product.Factors[1]), (product.Factors[1], product.Factors[0]) })
            if (x.Info.Shape == y.Shape && uses.IsReadOnce(other) && other.Producer is { } producer && Kind(producer, x, product, uses) is { } kind) return (kind, x);
        return null;
    }

    /// <summary>The function whose value is the product of x and what a node computes from x.</summary>
    private static UnaryKind? Kind(Node other, Value x, Product product, ValueUses uses)
    {
        switch (other.Op)
        {
            case Unary { Kind: UnaryKind.Sigmoid } when other.Input(0) == x && product.HasConstant(1):
                return UnaryKind.Silu;
            case Unary { Kind: UnaryKind.HardSigmoid } gate when other.Input(0) == x && product.HasConstant(1) && Product.IsNear(gate.Alpha, 1 / 6.0) && gate.Beta == 0.5f:
                return UnaryKind.HardSwish;
            case Unary { Kind: UnaryKind.Relu6 } when product.HasConstant(1 / 6.0) && uses.IsReadOnce(other.Input(0)) && Summand(other.Input(0), Activation.None, 3) == x:
                return UnaryKind.HardSwish;
            case Binary { Activation: Activation.Relu6 } when product.HasConstant(1 / 6.0) && Summand(other.Outputs[0], Activation.Relu6, 3) == x:
                return UnaryKind.HardSwish;
            case Binary when product.HasConstant(0.5) && Summand(other.Outputs[0], Activation.None, 1) is { Producer: { Op: Unary { Kind: UnaryKind.Erf } } erf } value
                && uses.IsReadOnce(value) && uses.IsReadOnce(erf.Input(0)):
                var argument = Product.Of(erf.Input(0), uses.IsReadOnce);
                return argument.HasConstant(Math.Sqrt(0.5)) && argument.Factors.Count == 1 && argument.Factors[0] == x ? UnaryKind.Gelu : null;
            default:
                return null;
        }
    }

    /// <summary>What a number is added to; null when the value is another function.</summary>
    private static Value? Summand(Value sum, Activation activation, double number)
    {
        if (sum.Producer is not { Op: Binary { Kind: BinaryKind.Add } op } node || op.Activation != activation) return null;
        if (Product.Number(node.Input(1)) is { } right && Product.IsNear(right, number)) return node.Input(0);
        return Product.Number(node.Input(0)) is { } left && Product.IsNear(left, number) ? node.Input(1) : null;
    }
}

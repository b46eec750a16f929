using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>Squares numbers that are raised to the constant power of 2, as exported models spell it: a multiplication in place of a logarithm.</summary>
internal sealed class SimplifyPower : INetworkPass
{
    public string Name => "simplify-power";

    public Network Run(Network network) => !network.Nodes.Any(IsSquare) ? network : NetworkRewriter.Rewrite(network, (rewriter, node) =>
    {
        if (!IsSquare(node)) return false;
        rewriter.Map(node.Outputs[0], rewriter.Builder.Add(node.Name, new Unary(UnaryKind.Square), [rewriter[node.Input(0)]]));
        return true;
    });

    /// <summary>An exponent of more elements than its base would enlarge the result.</summary>
    private static bool IsSquare(Node node) =>
        node.Op is Binary { Kind: BinaryKind.Pow, Activation: Activation.None }
        && node.Input(0).Info.Type.IsFloat()
        && node.Outputs[0].Info.Shape == node.Input(0).Info.Shape
        && node.Input(1).Constant is { } exponent
        && exponent.Info.ElementCount == 1
        && TensorBuffer.OfConstant(exponent).ToDoubles()[0] == 2;
}

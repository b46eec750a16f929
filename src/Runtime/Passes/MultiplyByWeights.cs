using NnBridge.Ops;
using NnBridge.Runtime.Graph;
using NnBridge.Runtime.Passes.Quantized;

namespace NnBridge.Runtime.Passes;

/// <summary>
/// Makes the product with a constant matrix a fully connected layer: one form for backends and other passes to know, and one with a bias and an
/// activation.
/// </summary>
internal sealed class MultiplyByWeights : INetworkPass
{
    public string Name => "multiply-by-weights";

    public Network Run(Network network) => !network.Nodes.Any(IsByWeights) ? network : NetworkRewriter.Rewrite(network, (rewriter, node) =>
    {
        if (!IsByWeights(node) || node.Op is not MatMul op) return false;
        Value weights = rewriter[node.Input(1)];
        if (!op.TransposeB) weights = rewriter.Builder.Add($"{node.Name}/weights", new Transpose(), [weights, rewriter.Builder.Integers($"{node.Name}/order", 1, 0)]);
        rewriter.Copy(node, new FullyConnected { KeepDimensions = true }, [rewriter[node.Input(0)], weights]);
        return true;
    });

    private static bool IsByWeights(Node node) => node.Op is MatMul { TransposeA: false }
        && node.Input(0).Info is { Type: ElementType.Float32, Shape.IsRanked: true }
        && node.Input(1) is { Info: { Type: ElementType.Float32, Shape: { IsStatic: true, Rank: 2 } } } weights
        && (weights.Constant is not null || StoredForm.Of(weights) is { Integers.Constant: not null });
}

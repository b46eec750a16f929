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
        if (!op.TransposeB)
        {
            QuantizationInfo? turned = weights.Info.Quantization is { Axis: { } axis } q ? q with { Axis = 1 - axis } : weights.Info.Quantization;
            weights = rewriter.Builder.Add($"{node.Name}/weights", new Transpose(), [weights, rewriter.Builder.Integers($"{node.Name}/order", 1, 0)], turned);
        }

        var layer = new FullyConnected { KeepDimensions = true, Requantization = op.Requantization, OutputType = op.OutputType };
        rewriter.Copy(node, layer, [rewriter[node.Input(0)], weights]);
        return true;
    });

    private static bool IsByWeights(Node node)
    {
        if (node.Op is not MatMul { TransposeA: false } op || !node.Input(0).Info.Shape.IsRanked) return false;
        if (node.Input(1) is not { Info.Shape: { IsStatic: true, Rank: 2 } } weights) return false;
        if (node.Input(0).Info.Type == ElementType.Float32)
            return weights.Info.Type == ElementType.Float32 && (weights.Constant is not null || StoredForm.Of(weights) is { Integers.Constant: not null });
        // Rounding in fixed point differs between the two; in float, or without rounding, it is the same.
        bool same = op.Requantization == Requantization.Float || op.OutputType == ElementType.Int32;
        return same && weights.Constant is not null && weights.Info is { Type: ElementType.Int8 or ElementType.UInt8, Quantization: { BlockSize: 0, Axis: null or 0 or 1 } };
    }
}

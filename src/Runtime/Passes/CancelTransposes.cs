using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>Makes one transposition of two in a row; two that undo each other become none.</summary>
internal sealed class CancelTransposes : INetworkPass
{
    public string Name => "cancel-transposes";

    public Network Run(Network network) => !network.Nodes.Any(n => Composed(n) is not null) ? network : NetworkRewriter.Rewrite(network, (rewriter, node) =>
    {
        if (Composed(node) is not { } composed) return false;
        rewriter.Copy(node, node.Op, [rewriter[composed.Source], rewriter.Builder.Integers($"{node.Name}/permutation", composed.Permutation)]);
        return true;
    });

    private static (Value Source, long[] Permutation)? Composed(Node node)
    {
        if (node.Op is not Transpose || node.Permutation() is not { } outer) return null;
        Value x = node.Input(0);
        if (x.Producer is not { Op: Transpose } before || before.Permutation() is not { } inner) return null;
        if (inner.Length != outer.Length || x.Info.Quantization is { IsPerTensor: false } || x.Info.Quantization != before.Input(0).Info.Quantization) return null;
        return (before.Input(0), [.. outer.Select(axis => (long)inner[axis])]);
    }
}

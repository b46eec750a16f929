using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>Makes one transposition of several in a row; those that undo each other become none.</summary>
internal sealed class CancelTransposes : INetworkPass
{
    public string Name => "cancel-transposes";

    public Network Run(Network network) =>
        network.Nodes.Any(n => n.Op is Transpose && Composed(n, n.Input(0)) is not null) ? NetworkRewriter.Rewrite(network, TryCancel) : network;

    /// <summary>Copies a transposition of a transposition as one, or as none; false when the node is something else.</summary>
    public static bool TryCancel(NetworkRewriter rewriter, Node node)
    {
        if (node.Op is not Transpose || Composed(node, rewriter[node.Input(0)]) is not { } composed) return false;
        Value y = node.Outputs[0];
        if (IsInOrder(composed.Permutation) && composed.Source.Info == y.Info) rewriter.Map(y, composed.Source);
        else rewriter.Copy(node, node.Op, [composed.Source, rewriter.Builder.Integers($"{node.Name}/permutation", composed.Permutation)]);
        return true;
    }

    /// <param name="node">A transposition.</param>
    /// <param name="x">Its operand, in the network before or in the new one.</param>
    private static (Value Source, long[] Permutation)? Composed(Node node, Value x)
    {
        if (x.Producer is not { Op: Transpose } before || node.Permutation() is not { } outer || before.Permutation() is not { } inner) return null;
        if (inner.Length != outer.Length || x.Info.Quantization is { IsPerTensor: false } || x.Info.Quantization != before.Input(0).Info.Quantization) return null;
        var both = new long[outer.Length];
        for (int i = 0; i < both.Length; i++) both[i] = inner[outer[i]];
        return (before.Input(0), both);
    }

    private static bool IsInOrder(long[] permutation)
    {
        for (int i = 0; i < permutation.Length; i++) if (permutation[i] != i) return false;
        return true;
    }
}

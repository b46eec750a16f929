using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>Makes one reshape of several in a row, and reshapes of transpositions that only move dimensions of size 1.</summary>
internal sealed class MergeReshapes : INetworkPass
{
    public string Name => "merge-reshapes";

    public Network Run(Network network) => !network.Nodes.Any(n => Source(n) is not null) ? network : NetworkRewriter.Rewrite(network, (rewriter, node) =>
    {
        if (Source(node) is not { } source) return false;
        long[] sizes = [.. node.Outputs[0].Info.Shape.ToArray().Select(s => (long)s)];
        rewriter.Copy(node, new Reshape(), [rewriter[source], rewriter.Builder.Integers($"{node.Name}/shape", sizes)]);
        return true;
    });

    /// <summary>The tensor of which a node shows the elements in order under another shape, if it is worth saying so.</summary>
    private static Value? Source(Node node)
    {
        if (!IsView(node)) return null;
        Value x = node.Input(0);
        return x.Producer is { } producer && IsView(producer) ? producer.Input(0) : node.Op is Transpose ? x : null;
    }

    private static bool IsView(Node node)
    {
        if (node.Op is not (Reshape or Squeeze or ExpandDims or Transpose)) return false;
        TensorInfo from = node.Input(0).Info, to = node.Outputs[0].Info;
        if (!from.Shape.IsStatic || !to.Shape.IsStatic || from.Quantization != to.Quantization || to.Quantization is { IsPerTensor: false }) return false;
        if (node.Op is not Transpose) return true;
        int[]? moved = node.Permutation()?.Where(a => from.Shape[a] != 1).ToArray();
        return moved is not null && moved.SequenceEqual(moved.Order());
    }
}

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
        long[] sizes = Array.ConvertAll(node.Outputs[0].Info.Shape.ToArray(), s => (long)s);
        rewriter.Copy(node, new Reshape(), [rewriter[source], rewriter.Builder.Integers($"{node.Name}/shape", sizes)]);
        return true;
    });

    /// <summary>The tensor of which a node shows the elements in order under another shape, if it is worth saying so.</summary>
    private static Value? Source(Node node)
    {
        if (!Views.IsView(node)) return null;
        Value x = node.Input(0);
        return x.Producer is { } producer && Views.IsView(producer) ? producer.Input(0) : node.Op is Transpose ? x : null;
    }
}

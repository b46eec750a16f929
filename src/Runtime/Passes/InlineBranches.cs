using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>
/// Puts the branch that is taken in the place of an <see cref="If"/> with a constant condition, and tells the networks inside the others what is
/// known about their inputs by now. Exporters ask for sizes that way, and nothing behind such a question has a known shape until it is answered.
/// </summary>
internal sealed class InlineBranches : INetworkPass
{
    public string Name => "inline-branches";

    public Network Run(Network network) =>
        !network.Nodes.Any(n => Taken(n) is not null || (NestedNetworks.IsControlFlow(n.Op) && Bound(n, n.Inputs) != n.Op)) ? network
        : NetworkRewriter.Rewrite(network, (rewriter, node) =>
        {
            Value?[] inputs = rewriter.Inputs(node);
            if (Taken(node) is { } branch)
            {
                for (int i = 0; i < branch.Inputs.Length; i++)
                    if (inputs[i + 1] is { } operand) rewriter.Map(branch.Inputs[i], operand);
                foreach (Node inner in branch.Nodes) Copy(rewriter, inner, rewriter.Inputs(inner));
                for (int i = 0; i < node.Outputs.Length; i++) rewriter.Map(node.Outputs[i], rewriter[branch.Outputs[i]]);
                return true;
            }

            if (!NestedNetworks.IsControlFlow(node.Op)) return false;
            Copy(rewriter, node, inputs);
            return true;
        });

    private static void Copy(NetworkRewriter rewriter, Node node, Value?[] inputs) => rewriter.Copy(node, Bound(node, inputs), inputs);

    private static Op Bound(Node node, IReadOnlyList<Value?> inputs) => Specializer.Bind(node.Op, [.. inputs.Select(v => v?.Info.Shape ?? Shape.Unranked)]);

    /// <summary>The network that always runs; null when it depends, or its results mean something else outside.</summary>
    private static Network? Taken(Node node)
    {
        if (node.Op is not If { Then: var then, Else: var @else } || node.Constant(0) is not { } condition) return null;
        Network branch = condition.Bytes.Span[0] != 0 ? then : @else;
        bool sameMeaning = node.Outputs.Select(v => v.Info.Quantization).SequenceEqual(branch.Outputs.Select(v => v.Info.Quantization));
        return branch.States.Length == 0 && sameMeaning ? branch : null;
    }
}

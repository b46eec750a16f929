using System.Collections.Immutable;
using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>Computes once what does not depend on inputs: nodes with constant operands, and shapes that are known.</summary>
internal sealed class FoldConstants(IConstantEvaluator evaluator) : INetworkPass
{
    public string Name => "fold-constants";

    public Network Run(Network network)
    {
        bool changed = false;
        Network folded = NetworkRewriter.Rewrite(network, (rewriter, node) =>
        {
            if (NestedNetworks.IsControlFlow(node.Op) || node.Op is CustomOp || !MayBeConstant(node)) return false;
            // Copied first, so that operands folded before count as constants.
            ImmutableArray<Value> outputs = rewriter.Copy(node, node.Op);
            if (Fold(outputs[0].Producer!) is not { } results) return true;
            changed = true;
            for (int i = 0; i < results.Length; i++)
                rewriter.Map(node.Outputs[i], rewriter.Builder.Constant(node.Outputs[i].Name, results[i]));
            return true;
        });
        return changed ? folded : network;

        bool MayBeConstant(Node node) => node.Outputs.Length > 0 && node.Outputs.All(v => v.Info.Shape.IsRanked);
    }

    private ImmutableArray<Tensor>? Fold(Node node)
    {
        if (ShapeResult(node) is { } shape) return [shape];
        return Array.TrueForAll([.. node.Inputs], v => v is null || v.Constant is not null) && !IsRandom(node.Op) ? evaluator.Evaluate(node) : null;
    }

    private static bool IsRandom(Op op) => op.Name.StartsWith("Random", StringComparison.Ordinal);

    /// <summary>The result of an operator that only looks at the shape of its operand.</summary>
    private static Tensor? ShapeResult(Node node) => null;
}

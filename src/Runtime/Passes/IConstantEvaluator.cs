using System.Collections.Immutable;

namespace NnBridge.Runtime.Passes;

/// <summary>Computes nodes whose operands are all constant.</summary>
internal interface IConstantEvaluator
{
    /// <summary>The results; null when no backend can, or when they would be too large to keep.</summary>
    /// <param name="node">The node; its results' shapes may depend on the operands' numbers.</param>
    /// <param name="limit">Most bytes that the results may take.</param>
    ImmutableArray<Tensor>? Evaluate(Node node, long limit);
}

using System.Collections.Immutable;

namespace NnBridge.Runtime.Passes;

/// <summary>Computes nodes whose operands are all constant.</summary>
internal interface IConstantEvaluator
{
    /// <summary>The results; null when no backend can, or when they would be too large to keep.</summary>
    ImmutableArray<Tensor>? Evaluate(Node node);
}

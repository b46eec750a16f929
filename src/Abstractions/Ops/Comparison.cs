using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Compares element by element, with broadcasting as in <see cref="Binary"/>; yields Bool.</summary>
/// <remarks>
/// Operands <c>[…]</c> of one type; quantized integers are compared by the numbers they stand for. Sources: TFLite EQUAL, NOT_EQUAL, LESS,
/// LESS_EQUAL, GREATER, GREATER_EQUAL and their ONNX and TF counterparts.
/// </remarks>
/// <param name="Kind">The comparison.</param>
public sealed record Comparison(ComparisonKind Kind) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        context.RequireSameType(0, 1);
        return InferenceContext.One(ElementType.Bool, Broadcasting.Merge(context[0].Shape, context[1].Shape));
    }
}

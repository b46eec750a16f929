using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Takes each element from one tensor where a condition is true and from another where it is false.</summary>
/// <remarks>
/// Operands: condition (Bool), a, b; all three are broadcast as in <see cref="Binary"/>. Any element type. Sources: TFLite SELECT and
/// SELECT_V2, ONNX Where, TF Select.
/// </remarks>
public sealed record Select : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        context.RequireType(0, ElementType.Bool);
        context.RequireSameType(1, 2);
        Shape shape = Broadcasting.Merge(Broadcasting.Merge(context[0].Shape, context[1].Shape), context[2].Shape);
        return InferenceContext.One(context[1].Type, shape);
    }
}

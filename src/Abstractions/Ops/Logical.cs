using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Combines truth values element by element, with broadcasting as in <see cref="Binary"/>.</summary>
/// <remarks>Operands and output Bool <c>[…]</c>. Sources: TFLite LOGICAL_AND and LOGICAL_OR; ONNX And, Or, Xor.</remarks>
/// <param name="Kind">The function.</param>
public sealed record Logical(LogicalKind Kind) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        context.RequireType(0, ElementType.Bool);
        context.RequireType(1, ElementType.Bool);
        return InferenceContext.One(ElementType.Bool, Broadcasting.Merge(context[0].Shape, context[1].Shape));
    }
}

using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Combines any number of tensors element by element, with broadcasting as in <see cref="Binary"/>.</summary>
/// <remarks>Operands <c>[…]</c> of one type, floats or integers of at least 8 bits. Sources: TFLite ADD_N; ONNX Sum, Mean, Min, Max.</remarks>
/// <param name="Kind">The function.</param>
public sealed record Variadic(VariadicKind Kind) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.AtLeast(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        Shape shape = context[0].Shape;
        for (int i = 1; i < context.Count; i++)
        {
            context.RequireSameType(0, i);
            shape = Broadcasting.Merge(shape, context[i].Shape);
        }

        return InferenceContext.One(context[0].Type, shape);
    }
}

using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Describes each complex number by one real number.</summary>
/// <remarks>Input Complex64 <c>[…]</c>, output Float32 <c>[…]</c>. Sources: TFLite REAL, IMAG and COMPLEX_ABS, TF Angle.</remarks>
/// <param name="Kind">Which number.</param>
public sealed record ComplexPart(ComplexPartKind Kind) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        context.RequireType(0, ElementType.Complex64);
        return InferenceContext.One(ElementType.Float32, context[0].Shape);
    }
}

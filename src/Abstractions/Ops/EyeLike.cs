using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>A matrix with ones on one diagonal and zeros elsewhere, of another matrix' size.</summary>
/// <remarks>
/// Operand: x <c>[M, N]</c> of any type, of which only the shape counts. Output <c>[M, N]</c>: 1 where <c>j - i = Diagonal</c>.
/// Sources: ONNX EyeLike-22, TF Eye.
/// </remarks>
/// <param name="OutputType">A float, an integer of at least 8 bits, or Bool.</param>
public sealed record EyeLike(ElementType OutputType) : Op
{
    /// <summary>Which diagonal; positive ones lie above the main diagonal. Default 0.</summary>
    public int Diagonal { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(OutputType.IsFloat() || OutputType == ElementType.Bool || (OutputType.IsInteger() && !OutputType.IsPacked()),
            $"output type {OutputType}, expected a float, an integer of at least 8 bits, or Bool");
        context.RequireRank(0, 2, 2);
        return InferenceContext.One(OutputType, context.IsRanked ? context[0].Shape : Shape.OfRank(2));
    }
}

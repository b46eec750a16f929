using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Puts overlapping frames together to a signal.</summary>
/// <remarks>
/// Each frame is added to what former frames left, of which the first <paramref name="Step"/> numbers are then complete. Operands: x
/// <c>[…, frames, n]</c>, Int16 (sums saturate) or Float32; rest <c>[…, n]</c>. Results: y <c>[…, frames * Step]</c>; the next rest <c>[…, n]</c>.
/// Sources: SignalOverlapAdd of TensorFlow Lite Micro.
/// </remarks>
/// <param name="Step">Distance between frames, 1 to n.</param>
public sealed record SignalOverlapAdd(int Step) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        context.RequireType(0, ElementType.Int16, ElementType.Float32);
        context.RequireSameType(0, 1);
        InferenceContext.Require(Step > 0, $"step is {Step}, expected at least 1");
        if (!context.IsRanked) return [new(x.Type, Shape.Unranked), new(x.Type, context[1].Shape)];
        context.RequireRank(0, 2);
        ReadOnlySpan<Dimension> dimensions = x.Shape.Dimensions.Span;
        var rest = Shape.Create([.. dimensions[..^2], dimensions[^1]]);
        InferenceContext.Require(context[1].Shape.IsCompatibleWith(rest), $"operand 1 is {context[1]}, expected shape {rest}");
        InferenceContext.Require(!dimensions[^1].IsKnown || Step <= dimensions[^1].Size, $"step is {Step}, frames have {dimensions[^1]} elements");
        return [new(x.Type, Shape.Create([.. dimensions[..^2], Sizes.Multiply(dimensions[^2], Step)])), new(x.Type, rest)];
    }
}

using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>A cache with new entries written into it, for every batch at a place of its own.</summary>
/// <remarks>
/// Operands: cache <c>[N, …, M, …]</c> of any type; update <c>[N, …, S, …]</c> of the same type and shape but for S, at most M, along the axis;
/// first places <c>[N]</c>, Int32 or Int64, optional, 0 without it. Output: the cache's shape, with
/// <c>output[n, …, first[n] + s, …] = update[n, …, s, …]</c>; places beyond the end are an error, or wrap around with
/// <see cref="Circular"/>. Sources: ONNX TensorScatter-24.
/// </remarks>
/// <param name="Axis">Axis of the entries; negative counts from the end; not the first.</param>
public sealed record TensorScatter(int Axis) : Op
{
    /// <summary>Whether the cache begins anew when it is full. Default false.</summary>
    public bool Circular { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => new(2, 3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo cache = context[0], update = context[1];
        context.RequireSameType(0, 1);
        context.RequireType(2, ElementType.Int32, ElementType.Int64);
        context.RequireRank(2, 1, 1);
        if (context.IsRanked)
        {
            int axis = InferenceContext.Axis(Axis, cache.Shape.Rank);
            InferenceContext.Require(axis > 0, "axis 0 is the batch, expected another");
            Shape expected = update.Shape.Rank == cache.Shape.Rank ? cache.Shape.With(axis, update.Shape.Dimensions[axis]) : cache.Shape;
            InferenceContext.Require(update.Shape.IsCompatibleWith(expected), $"operand 1 is {update}, expected shape {expected}");
            InferenceContext.Require(cache.Shape[axis] < 0 || update.Shape[axis] <= cache.Shape[axis], $"operand 1 is {update}, larger than {cache}");
            if (context.Optional(2) is { } first)
                InferenceContext.Require(first.Shape.IsCompatibleWith([cache.Shape.Dimensions[0]]), $"operand 2 is {first}, expected [{cache.Shape.Dimensions[0]}]");
        }

        return InferenceContext.One(cache.Type, cache.Shape);
    }
}

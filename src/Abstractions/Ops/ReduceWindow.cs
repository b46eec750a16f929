using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Slides a window over all axes and makes one number of what it sees, beginning with an initial one.</summary>
/// <remarks>
/// Operands: x <c>[…]</c>: numbers for Sum, Prod, Max and Min, Bool for Any and All; initial, one element of x's type; window, strides, dilations, each
/// <c>[rank]</c>, Int32 or Int64, at least 1. Output size along each axis: <c>(size - ((window - 1) * dilation + 1)) / stride + 1</c>, 0 where the window does not
/// fit. The window is seen in row-major order; integers wrap around. Sources: TFLite REDUCE_WINDOW; StableHLO reduce_window after dilating and padding x.
/// </remarks>
/// <param name="Kind">Sum, Prod, Max, Min, Any or All.</param>
public sealed record ReduceWindow(ReduceKind Kind) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(5);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        if (Kind is ReduceKind.Any or ReduceKind.All) context.RequireType(0, ElementType.Bool);
        else InferenceContext.Require(x.Type.IsFloat() || x.Type.IsInteger(), $"operand 0 is {x}, expected numbers");
        InferenceContext.Require(Kind is ReduceKind.Sum or ReduceKind.Prod or ReduceKind.Max or ReduceKind.Min or ReduceKind.Any or ReduceKind.All,
            $"{Kind} has no initial number, expected Sum, Prod, Max, Min, Any or All");
        context.RequireSameType(0, 1);
        if (context[1].Shape.IsStatic) InferenceContext.Require(context[1].ElementCount == 1, $"operand 1 is {context[1]}, expected one element");
        int rank = x.Shape.IsRanked ? x.Shape.Rank : -1;
        long[]? window = Numbers(context, 2, rank), strides = Numbers(context, 3, rank), dilations = Numbers(context, 4, rank);
        if (rank < 0) return InferenceContext.One(x.Type, Shape.Unranked);
        if (window is null || strides is null || dilations is null) return InferenceContext.One(x.Type, Shape.OfRank(rank));
        var dimensions = new Dimension[rank];
        for (int i = 0; i < rank; i++)
        {
            if (!x.Shape.Dimensions[i].IsKnown) continue;
            long room = x.Shape[i] - (((window[i] - 1) * dilations[i]) + 1);
            dimensions[i] = room < 0 ? 0 : (int)(room / strides[i]) + 1;
        }

        return InferenceContext.One(x.Type, Shape.Create(dimensions));
    }

    private static long[]? Numbers(InferenceContext context, int index, int rank)
    {
        long[]? numbers = VectorOperand.Values(context, index, rank);
        foreach (long number in numbers ?? [])
            InferenceContext.Require(number is > 0 and < int.MaxValue, $"operand {index} is [{string.Join(", ", numbers!)}], expected positive numbers");
        return numbers;
    }
}

using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>x cut into pieces along an axis.</summary>
/// <remarks>
/// Operands: x of any type; sizes <c>[Count]</c>, Int32 or Int64, optional: size of each piece, one of them may be -1 and takes the rest.
/// Without sizes every piece has size ceil(size / <paramref name="Count"/>), the last ones what is left, which may be nothing.
/// Sources: TFLite SPLIT and SPLIT_V, ONNX Split-18, TF Split and SplitV.
/// </remarks>
/// <param name="Axis">Axis to cut; negative counts from the end.</param>
/// <param name="Count">Number of pieces.</param>
public sealed record Split(int Axis, int Count) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => new(1, 2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(Count > 0, $"the number of pieces is {Count}, expected at least 1");
        long[]? stated = context.Optional(1) is null ? null : VectorOperand.Values(context, 1, Count);
        if (!x.Shape.IsRanked) return [.. Enumerable.Repeat(new TensorInfo(x.Type, Shape.Unranked), Count)];
        int axis = InferenceContext.Axis(Axis, x.Shape.Rank);
        Dimension[] sizes = context.Optional(1) is null ? Equal(x.Shape.Dimensions[axis])
            : stated is null ? new Dimension[Count] : Stated(stated, x.Shape.Dimensions[axis]);
        return [.. sizes.Select(size => new TensorInfo(x.Type, x.Shape.With(axis, size)))];
    }

    private Dimension[] Equal(Dimension total)
    {
        var sizes = new Dimension[Count];
        if (Count == 1) sizes[0] = total;
        if (!total.IsKnown) return sizes;
        int piece = (total.Size + Count - 1) / Count;
        for (int i = 0; i < Count; i++) sizes[i] = (int)Math.Clamp(total.Size - ((long)piece * i), 0, piece);
        return sizes;
    }

    private static Dimension[] Stated(long[] stated, Dimension total)
    {
        long sum = 0;
        int open = -1;
        var sizes = new Dimension[stated.Length];
        for (int i = 0; i < stated.Length; i++)
        {
            if (stated[i] == -1 && open < 0) open = i;
            else sum += (sizes[i] = Sizes.Checked(stated[i], "size of a piece")).Size;
        }

        if (!total.IsKnown) return sizes;
        if (open >= 0) sizes[open] = Sizes.Checked(total.Size - sum, "size of the open piece");
        InferenceContext.Require(open >= 0 || sum == total.Size, $"pieces of [{string.Join(", ", stated)}] do not add up to {total}");
        return sizes;
    }
}

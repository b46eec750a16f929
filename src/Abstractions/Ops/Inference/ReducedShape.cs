namespace NnBridge.Ops.Inference;

/// <summary>Shapes of reductions.</summary>
internal static class ReducedShape
{
    /// <summary><paramref name="x"/> without the axes that an operand names, or with size 1 there.</summary>
    /// <param name="context">The operands.</param>
    /// <param name="x">Shape to reduce.</param>
    /// <param name="operand">Index of the operand that holds the axes; left out it means all.</param>
    /// <param name="keepDims">Whether reduced axes stay.</param>
    public static Shape Of(InferenceContext context, Shape x, int operand, bool keepDims)
    {
        bool all = context.Optional(operand) is null;
        if (all && !keepDims) return Shape.Scalar;
        if (!x.IsRanked) return Shape.Unranked;
        bool[]? reduced = new bool[x.Rank];
        if (all) Array.Fill(reduced, true);
        else reduced = VectorOperand.Axes(context, operand, x.Rank);
        if (reduced is null) return keepDims ? Shape.OfRank(x.Rank) : Shape.Unranked;
        List<Dimension> kept = [];
        for (int i = 0; i < x.Rank; i++)
        {
            if (!reduced[i]) kept.Add(x.Dimensions[i]);
            else if (keepDims) kept.Add(1);
        }

        return Shape.Create([.. kept]);
    }
}

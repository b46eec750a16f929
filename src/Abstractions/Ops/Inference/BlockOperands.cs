namespace NnBridge.Ops.Inference;

/// <summary>Operands of operators that move between batch and space: x, block sizes, borders.</summary>
internal static class BlockOperands
{
    /// <summary>Checks types and shapes; returns the number of spatial dimensions, -1 when unknown.</summary>
    /// <exception cref="InvalidNetworkException">They do not fit each other.</exception>
    public static int Check(InferenceContext context)
    {
        int spatial = VectorOperand.Count(context, 1);
        context.RequireType(2, ElementType.Int32, ElementType.Int64);
        context.RequireRank(1, 1, 1);
        context.RequireRank(2, 2, 2);
        if (context[2].Shape.IsRanked)
        {
            InferenceContext.Require(context[2].Shape.IsCompatibleWith([spatial, 2]), $"operand 2 is {context[2]}, expected shape [{spatial}, 2]");
            if (spatial < 0) spatial = context[2].Shape[0];
        }

        if (spatial >= 0) context.RequireRank(0, spatial + 1);
        return spatial;
    }

    /// <summary>The shape while block sizes are unknown.</summary>
    public static Shape RestKnown(Shape x, int spatial)
    {
        Dimension[] dimensions = x.Dimensions.Span.ToArray();
        Array.Clear(dimensions, 0, spatial < 0 ? dimensions.Length : spatial + 1);
        return Shape.Create(dimensions);
    }

    /// <summary>Padding or crop on one side.</summary>
    /// <exception cref="InvalidNetworkException">Negative or beyond 31 bits.</exception>
    public static long Border(long size) => Sizes.Checked(size, "border").Size;
}

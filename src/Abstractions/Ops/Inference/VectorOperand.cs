namespace NnBridge.Ops.Inference;

/// <summary>Operands that hold a list of integers: a shape, axes, repeats.</summary>
internal static class VectorOperand
{
    /// <summary>Number of integers in the operand, -1 when unknown.</summary>
    public static int Count(InferenceContext context, int index)
    {
        context.RequireType(index, ElementType.Int32, ElementType.Int64);
        context.RequireRank(index, 0, 1);
        return context[index].Shape is { IsStatic: true } shape ? (int)shape.ElementCount : -1;
    }

    /// <summary>The integers when they are constant, else null. Their number is checked when it is known.</summary>
    /// <param name="context">The operands.</param>
    /// <param name="index">The operand.</param>
    /// <param name="count">Number of integers expected, -1 for any.</param>
    /// <exception cref="InvalidNetworkException">Another type, rank or number of integers.</exception>
    public static long[]? Values(InferenceContext context, int index, int count = -1)
    {
        int found = Count(context, index);
        InferenceContext.Require(found < 0 || count < 0 || found == count, $"operand {index} holds {found} integers, expected {count}");
        return context.TryIntegers(index, out long[]? values) ? values : null;
    }

    /// <summary>The shape that the operand states; as much of it as is known.</summary>
    /// <exception cref="InvalidNetworkException">A size is negative.</exception>
    public static Shape ToShape(InferenceContext context, int index)
    {
        int count = Count(context, index);
        if (Values(context, index) is not { } sizes) return count < 0 ? Shape.Unranked : Shape.OfRank(count);
        var dimensions = new Dimension[sizes.Length];
        for (int i = 0; i < sizes.Length; i++) dimensions[i] = Sizes.Checked(sizes[i]);
        return Shape.Create(dimensions);
    }

    /// <summary>The axes that the operand names, counted from the front, as flags per axis; null when it is not constant.</summary>
    /// <param name="context">The operands.</param>
    /// <param name="index">The operand.</param>
    /// <param name="rank">Number of axes.</param>
    /// <exception cref="InvalidNetworkException">An axis is outside of the rank.</exception>
    public static bool[]? Axes(InferenceContext context, int index, int rank)
    {
        if (Values(context, index) is not { } axes) return null;
        var flags = new bool[rank];
        foreach (long axis in axes) flags[InferenceContext.Axis(axis, rank)] = true;
        return flags;
    }

    /// <summary>The only integer in the operand; null when it is not constant.</summary>
    /// <exception cref="InvalidNetworkException">It holds more or fewer than one.</exception>
    public static long? Scalar(InferenceContext context, int index) => Values(context, index, 1) is { } values ? values[0] : null;
}

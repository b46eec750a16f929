namespace NnBridge.Ops.Inference;

/// <summary>The shape that two shapes are broadcast to: aligned at their last axes, sizes equal or one of them 1.</summary>
internal static class BroadcastShape
{
    /// <exception cref="InvalidNetworkException">Two sizes differ and none is 1.</exception>
    public static Shape Of(Shape a, Shape b)
    {
        if (!a.IsRanked || !b.IsRanked) return Shape.Unranked;
        var dimensions = new Dimension[Math.Max(a.Rank, b.Rank)];
        for (int i = 1; i <= dimensions.Length; i++)
            dimensions[^i] = i > a.Rank ? b.Dimensions[b.Rank - i] : i > b.Rank ? a.Dimensions[a.Rank - i]
                : Of(a.Dimensions[a.Rank - i], b.Dimensions[b.Rank - i], a, b);
        return Shape.Create(dimensions);
    }

    private static Dimension Of(Dimension a, Dimension b, Shape first, Shape second)
    {
        if (a.Size == 1 || a == b) return b;
        if (b.Size == 1) return a;
        InferenceContext.Require(!a.IsKnown || !b.IsKnown, $"shapes {first} and {second} cannot be broadcast");
        return a.IsKnown ? a : b.IsKnown ? b : Dimension.Unknown;
    }
}

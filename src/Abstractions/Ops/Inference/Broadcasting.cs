namespace NnBridge.Ops;

/// <summary>Shapes of operators that repeat dimensions of size 1.</summary>
internal static class Broadcasting
{
    /// <summary>The shape that both are repeated to.</summary>
    /// <exception cref="InvalidNetworkException">Two dimensions differ and neither is 1.</exception>
    public static Shape Merge(Shape a, Shape b)
    {
        if (!a.IsRanked || !b.IsRanked) return Shape.Unranked;
        var dimensions = new Dimension[Math.Max(a.Rank, b.Rank)];
        for (int i = 1; i <= dimensions.Length; i++)
        {
            Dimension x = i <= a.Rank ? a.Dimensions[a.Rank - i] : 1, y = i <= b.Rank ? b.Dimensions[b.Rank - i] : 1;
            dimensions[^i] = Merge(x, y, a, b);
        }

        return Shape.Create(dimensions);
    }

    private static Dimension Merge(Dimension x, Dimension y, Shape a, Shape b)
    {
        if (x == y || y.Size == 1) return x;
        if (x.Size == 1) return y;
        // A known size other than 1 wins: the unknown one must be 1 or the same.
        if (!x.IsKnown) return y.IsKnown ? y : Dimension.Unknown;
        if (!y.IsKnown) return x;
        throw new InvalidNetworkException($"shapes {a} and {b} cannot be broadcast: {x} and {y} differ and neither is 1");
    }
}

namespace NnBridge.Ops.Inference;

/// <summary>Arithmetic on sizes that stays unknown where an operand is unknown, and refuses what no tensor can have.</summary>
internal static class Sizes
{
    /// <summary>A size computed from the model's numbers.</summary>
    /// <exception cref="InvalidNetworkException">Negative or beyond 31 bits.</exception>
    public static Dimension Checked(long size, string what = "size") => size is >= 0 and < int.MaxValue
        ? new Dimension((int)size)
        : throw new InvalidNetworkException($"{what} {size} is outside [0, {int.MaxValue})");

    /// <summary>The size changed by a number.</summary>
    public static Dimension Grow(Dimension size, long by) =>
        by == 0 ? size : size.IsKnown ? Checked(size.Size + by) : Dimension.Unknown;

    public static Dimension Add(Dimension a, Dimension b) => b.IsKnown ? Grow(a, b.Size) : a.IsKnown ? Grow(b, a.Size) : Dimension.Unknown;

    public static Dimension Multiply(Dimension size, long factor) =>
        factor == 1 ? size : !size.IsKnown ? Dimension.Unknown : Checked(Product(size.Size, factor));

    /// <summary>Exact division, for sizes that must be multiples.</summary>
    public static Dimension Divide(Dimension size, long divisor, string what)
    {
        if (divisor == 1) return size;
        InferenceContext.Require(divisor > 0, $"{what} cannot be divided by {divisor}");
        if (!size.IsKnown) return Dimension.Unknown;
        InferenceContext.Require(size.Size % divisor == 0, $"{what} {size} is not a multiple of {divisor}");
        return (int)(size.Size / divisor);
    }

    /// <summary>The size that two operands agree on.</summary>
    /// <exception cref="InvalidNetworkException">Both are known and differ.</exception>
    public static Dimension Same(Dimension first, Dimension second, string what)
    {
        InferenceContext.Require(!first.IsKnown || !second.IsKnown || first.Size == second.Size, $"{what} is {first} and {second}, expected the same");
        return first.IsKnown || (first.Name is not null && !second.IsKnown) ? first : second;
    }

    /// <summary>Product of the known sizes.</summary>
    /// <exception cref="InvalidNetworkException">Beyond 63 bits.</exception>
    public static long KnownProduct(ReadOnlySpan<Dimension> sizes)
    {
        long product = 1;
        foreach (Dimension size in sizes) if (size.IsKnown) product = Product(product, size.Size);
        return product;
    }

    private static long Product(long a, long b) => Math.BigMul(a, b, out long low) == low >> 63
        ? low
        : throw new InvalidNetworkException($"the size {a} x {b} is too large");
}

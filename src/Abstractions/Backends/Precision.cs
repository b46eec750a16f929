namespace NnBridge;

/// <summary>How exactly sums of Float32 products are computed. Integers are exact whatever this says.</summary>
public enum Precision
{
    /// <summary>
    /// Any arithmetic whose error stays within 2^-16 of a product's magnitude: <c>|y - sum(a * b)| ≤ 2^-16 * max|a| * sum|b|</c>, with b the
    /// weights of the result and a the activations that it and results beside it are made of, at most 4 places away. Where those are of one
    /// size, that is 2^-16 of <c>sum|a * b|</c>; a small result beside large ones may be less exact than that. Examples are Winograd's
    /// convolution and sums of several products of 16-bit parts.
    /// </summary>
    High,

    /// <summary>Float32 throughout: products are rounded at most once before they are added, in any order.</summary>
    Strict,

    /// <summary>
    /// Operands of products may be rounded to 16 bits (bfloat16 or Float16); sums are Float32: <c>|y - sum(a * b)| ≤ 2^-7.9 * sum|a * b|</c>.
    /// What is computed otherwise is at least as exact as with <see cref="High"/>.
    /// </summary>
    Reduced,
}

namespace NnBridge.Ops;

/// <summary>What <see cref="Pad"/> puts around a tensor.</summary>
public enum PadMode
{
    /// <summary>One value.</summary>
    Constant,
    /// <summary>The tensor mirrored at its border elements, which are not repeated: <c>c b | a b c | b a</c>.</summary>
    Reflect,
    /// <summary>The tensor mirrored at its border: <c>b a | a b c | c b</c>.</summary>
    Symmetric,
    /// <summary>The border element: <c>a a | a b c | c c</c>.</summary>
    Edge,
    /// <summary>The tensor again: <c>b c | a b c | a b</c>.</summary>
    Wrap,
}

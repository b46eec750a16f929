namespace NnBridge.Ops;

/// <summary>What <see cref="GridSample"/> finds outside of a tensor.</summary>
public enum GridBorder
{
    /// <summary>Zeros.</summary>
    Zeros,
    /// <summary>The border element.</summary>
    Edge,
    /// <summary>The tensor mirrored at its border, which lies where -1 and 1 are.</summary>
    Reflect,
}

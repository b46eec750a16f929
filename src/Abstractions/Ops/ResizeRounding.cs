namespace NnBridge.Ops;

/// <summary>How <see cref="ResizeMode.Nearest"/> rounds a place to an element.</summary>
public enum ResizeRounding
{
    /// <summary>Down.</summary>
    Floor,
    /// <summary>To the nearest, halves up.</summary>
    RoundHalfAwayFromZero,
}

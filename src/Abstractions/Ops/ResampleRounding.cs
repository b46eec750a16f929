namespace NnBridge.Ops;

/// <summary>How <see cref="ResampleMode.Nearest"/> rounds a place to an element.</summary>
public enum ResampleRounding
{
    /// <summary>To the nearest, halves down.</summary>
    HalfDown,
    /// <summary>To the nearest, halves up.</summary>
    HalfUp,
    /// <summary>Down.</summary>
    Floor,
    /// <summary>Up.</summary>
    Ceiling,
}

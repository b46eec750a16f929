namespace NnBridge;

/// <summary>Which power of two a number between two of them becomes.</summary>
public enum ScaleRounding
{
    /// <summary>The larger one.</summary>
    Up,
    /// <summary>The smaller one.</summary>
    Down,
    /// <summary>The nearer one; the larger one from halfway on.</summary>
    Nearest,
}

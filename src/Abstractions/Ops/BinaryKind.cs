namespace NnBridge.Ops;

/// <summary>Functions of two numbers.</summary>
public enum BinaryKind
{
    /// <summary>a + b.</summary>
    Add,
    /// <summary>a - b.</summary>
    Sub,
    /// <summary>a * b.</summary>
    Mul,
    /// <summary>a / b; integers are rounded towards zero.</summary>
    Div,
    /// <summary>Largest integer not greater than a / b.</summary>
    FloorDiv,
    /// <summary>a - b * floor(a / b): has the sign of b.</summary>
    FloorMod,
    /// <summary>a - b * truncate(a / b): has the sign of a.</summary>
    Mod,
    /// <summary>a to the power of b.</summary>
    Pow,
    /// <summary>The smaller one.</summary>
    Minimum,
    /// <summary>The larger one.</summary>
    Maximum,
    /// <summary>(a - b) * (a - b).</summary>
    SquaredDifference,
    /// <summary>Angle of the point (b, a).</summary>
    Atan2
}

namespace NnBridge.Ops;

/// <summary>How a window becomes one number.</summary>
public enum PoolKind
{
    /// <summary>Largest element.</summary>
    Max,
    /// <summary>Mean of the elements.</summary>
    Average,
    /// <summary>Square root of the mean of squares.</summary>
    L2,
    /// <summary>p-th root of the sum of p-th powers of magnitudes.</summary>
    Lp,
}

namespace NnBridge.Ops;

/// <summary>What <see cref="Reduce"/> makes of many elements.</summary>
public enum ReduceKind
{
    /// <summary>Sum.</summary>
    Sum,
    /// <summary>Sum divided by the number of elements; for integers truncated.</summary>
    Mean,
    /// <summary>Largest; NaN is passed over.</summary>
    Max,
    /// <summary>Smallest; NaN is passed over.</summary>
    Min,
    /// <summary>Product.</summary>
    Prod,
    /// <summary>Whether one is true.</summary>
    Any,
    /// <summary>Whether all are true.</summary>
    All,
    /// <summary>Sum of absolute values.</summary>
    L1,
    /// <summary>Root of the sum of squares.</summary>
    L2,
    /// <summary>Sum of squares.</summary>
    SumSquare,
    /// <summary>Logarithm of the sum.</summary>
    LogSum,
    /// <summary>Logarithm of the sum of exponentials, computed with the maximum taken out.</summary>
    LogSumExp,
}

namespace NnBridge.Ops;

/// <summary>How two elements are compared.</summary>
public enum ComparisonKind
{
    /// <summary>a = b.</summary>
    Equal,
    /// <summary>a differs from b.</summary>
    NotEqual,
    /// <summary>a &lt; b.</summary>
    Less,
    /// <summary>a is not greater than b.</summary>
    LessOrEqual,
    /// <summary>a &gt; b.</summary>
    Greater,
    /// <summary>a is not less than b.</summary>
    GreaterOrEqual
}

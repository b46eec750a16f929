namespace NnBridge.Ops;

/// <summary>Functions of any number of operands.</summary>
public enum VariadicKind
{
    /// <summary>Their sum.</summary>
    Sum,
    /// <summary>Their mean.</summary>
    Mean,
    /// <summary>The smallest.</summary>
    Min,
    /// <summary>The largest.</summary>
    Max
}

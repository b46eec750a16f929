namespace NnBridge.Ops;

/// <summary>Functions of two truth values.</summary>
public enum LogicalKind
{
    /// <summary>Both.</summary>
    And,
    /// <summary>At least one.</summary>
    Or,
    /// <summary>Exactly one.</summary>
    Xor
}

namespace NnBridge.Ops;

/// <summary>Functions of the bits of two integers.</summary>
public enum BitwiseKind
{
    /// <summary>Bits set in both.</summary>
    And,
    /// <summary>Bits set in one at least.</summary>
    Or,
    /// <summary>Bits set in exactly one.</summary>
    Xor,
    /// <summary>a shifted left by b bits.</summary>
    ShiftLeft,
    /// <summary>a shifted right by b bits; signed integers keep their sign.</summary>
    ShiftRight
}

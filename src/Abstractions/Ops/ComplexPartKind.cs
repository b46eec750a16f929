namespace NnBridge.Ops;

/// <summary>Real numbers that describe a complex one.</summary>
public enum ComplexPartKind
{
    /// <summary>Real part.</summary>
    Real,
    /// <summary>Imaginary part.</summary>
    Imaginary,
    /// <summary>Distance from 0.</summary>
    Abs,
    /// <summary>Angle to the positive real axis, -pi to pi.</summary>
    Angle,
}

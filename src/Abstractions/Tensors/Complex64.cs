namespace NnBridge;

/// <summary>One element of <see cref="ElementType.Complex64"/>.</summary>
/// <param name="Real">Real part.</param>
/// <param name="Imaginary">Imaginary part.</param>
public readonly record struct Complex64(float Real, float Imaginary);

namespace NnBridge.Ops;

/// <summary>Which place of the input an element of the output looks at; scale is input size divided by output size.</summary>
public enum ResizeCoordinates
{
    /// <summary><c>x * scale</c>.</summary>
    Asymmetric,
    /// <summary><c>(x + 0.5) * scale - 0.5</c>.</summary>
    HalfPixel,
    /// <summary><c>x * (input - 1) / (output - 1)</c>: first and last elements coincide.</summary>
    AlignCorners,
}

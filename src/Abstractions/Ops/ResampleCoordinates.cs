namespace NnBridge.Ops;

/// <summary>Which place p of an axis element i of the result looks at; n is the old size, m = scale * n, a real number, the new one.</summary>
public enum ResampleCoordinates
{
    /// <summary><c>(i + 0.5) / scale - 0.5</c>.</summary>
    HalfPixel,
    /// <summary><see cref="HalfPixel"/>, with the middle of x on the middle of the result when m is not whole.</summary>
    HalfPixelSymmetric,
    /// <summary><see cref="HalfPixel"/>, but -0.5 when m is 1.</summary>
    HalfPixelOrFirst,
    /// <summary><c>i * (n - 1) / (m - 1)</c>: first and last elements coincide.</summary>
    AlignCorners,
    /// <summary><c>i / scale</c>.</summary>
    Asymmetric,
    /// <summary><c>start * (n - 1) + i * (end - start) * (n - 1) / (m - 1)</c>, the middle of the region when m is 1.</summary>
    CropAndResize,
}

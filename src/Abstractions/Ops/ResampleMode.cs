namespace NnBridge.Ops;

/// <summary>How <see cref="Resample"/> makes an element of its neighbours.</summary>
public enum ResampleMode
{
    /// <summary>The nearest one.</summary>
    Nearest,
    /// <summary>Linear interpolation of two.</summary>
    Linear,
    /// <summary>Cubic convolution of four.</summary>
    Cubic,
}

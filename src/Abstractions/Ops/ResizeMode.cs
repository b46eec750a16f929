namespace NnBridge.Ops;

/// <summary>How a resized element comes from its neighbours.</summary>
public enum ResizeMode
{
    /// <summary>The nearest one.</summary>
    Nearest,
    /// <summary>Linear interpolation along each spatial dimension.</summary>
    Linear,
}

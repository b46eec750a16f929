namespace NnBridge.Ops;

/// <summary>What <see cref="Resample"/> makes of sizes that do not keep the ratio of the old ones.</summary>
public enum ResampleAspect
{
    /// <summary>They are taken as they are.</summary>
    Stretch,
    /// <summary>The ratio is kept, no size is exceeded; sizes are rounded half up.</summary>
    NotLarger,
    /// <summary>The ratio is kept, no size is missed; sizes are rounded half up.</summary>
    NotSmaller,
}

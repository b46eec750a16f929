namespace NnBridge.Ops;

/// <summary>Which element is looked for.</summary>
public enum ArgKind
{
    /// <summary>The largest.</summary>
    Max,
    /// <summary>The smallest.</summary>
    Min,
}

namespace NnBridge.Ops;

/// <summary>What happens when an update meets the element that is there.</summary>
public enum ScatterReduction
{
    /// <summary>The update takes its place; the last one wins.</summary>
    None,
    /// <summary>They are added; truth values are joined by or.</summary>
    Add,
    /// <summary>They are multiplied; truth values are joined by and.</summary>
    Mul,
    /// <summary>The larger one stays.</summary>
    Max,
    /// <summary>The smaller one stays.</summary>
    Min,
}

namespace NnBridge.Ops;

/// <summary>Where a sliding window's padding comes from.</summary>
public enum PaddingMode
{
    /// <summary>The numbers of <see cref="Padding"/>.</summary>
    Explicit,
    /// <summary>None.</summary>
    Valid,
    /// <summary>Output size is ceil(input / stride); an odd rest goes to the end.</summary>
    SameUpper,
    /// <summary>Output size is ceil(input / stride); an odd rest goes to the beginning.</summary>
    SameLower,
}

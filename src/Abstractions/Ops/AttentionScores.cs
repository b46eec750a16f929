namespace NnBridge.Ops;

/// <summary>At which stage <see cref="Attention"/> shows its scores.</summary>
public enum AttentionScores
{
    /// <summary>Not at all.</summary>
    None,
    /// <summary>The scaled products.</summary>
    Scaled,
    /// <summary>After the bound.</summary>
    Capped,
    /// <summary>After the mask; minus infinity where a key is not seen.</summary>
    Masked,
    /// <summary>The weights of the values.</summary>
    Weights,
}

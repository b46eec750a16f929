namespace NnBridge.Ops;

/// <summary>What <see cref="NGramVectorizer"/> makes of the number of times that a sequence occurs.</summary>
public enum NGramWeight
{
    /// <summary>The number.</summary>
    Count,
    /// <summary>The weight of the sequence, if it occurs.</summary>
    Weight,
    /// <summary>The number times the weight.</summary>
    Product,
}

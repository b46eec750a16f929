namespace NnBridge.Bench.Contenders;

/// <summary>How exactly float products are computed.</summary>
internal enum Precision
{
    /// <summary>Float32 throughout.</summary>
    Strict,

    /// <summary>Cheaper arithmetic with a stated bound on the error.</summary>
    High,

    /// <summary>Products of 16-bit floats.</summary>
    Reduced,
}

namespace NnBridge.Backends.Cpu.Simd.Amx;

/// <summary>What the elements of tiles are.</summary>
internal enum AmxKind
{
    /// <summary>Unsigned times signed bytes, sums of 32 bits.</summary>
    Bytes,

    /// <summary>Floats rounded to 16 bits, sums in float32.</summary>
    Pairs,

    /// <summary>Floats as sums of two floats of 16 bits: four products for one.</summary>
    SplitPairs,
}

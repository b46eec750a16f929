namespace NnBridge;

/// <summary>Memory that is needed for a time.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="FirstUse">Step at which it is first written.</param>
/// <param name="LastUse">Last step at which it is used, at least <paramref name="FirstUse"/>.</param>
public readonly record struct MemoryBlock(long Size, int FirstUse, int LastUse);

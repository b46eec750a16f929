using System.Collections.Immutable;

namespace NnBridge;

/// <summary>Where blocks lie in one arena.</summary>
/// <param name="Offsets">Byte offset of each block, in the order given.</param>
/// <param name="TotalBytes">Size of the arena.</param>
/// <param name="PeakBytes">Largest sum of aligned sizes that are alive in one step: no plan can be smaller.</param>
public sealed record MemoryPlan(ImmutableArray<long> Offsets, long TotalBytes, long PeakBytes);

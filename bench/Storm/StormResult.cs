using System.Collections.Immutable;

namespace NnBridge.Bench.Storm;

/// <summary>What came of a storm.</summary>
/// <param name="Runs">Runs of each network.</param>
/// <param name="Wrong">Runs with any bit that differs, by network; and what was thrown.</param>
/// <param name="Collections">Collections forced meanwhile.</param>
/// <param name="Faults">Null references caught meanwhile.</param>
internal sealed record StormResult(ImmutableSortedDictionary<string, long> Runs, ImmutableArray<string> Wrong, long Collections, long Faults);

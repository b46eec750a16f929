using System.Collections.Immutable;

namespace NnBridge.Bench.Growth;

/// <summary>A kind of network in growing sizes.</summary>
/// <param name="Name">The kind.</param>
/// <param name="Points">Smallest first.</param>
internal sealed record GrowthSeries(string Name, ImmutableArray<GrowthPoint> Points)
{
    /// <summary>How many times as long a node of the largest network takes as one of the smallest.</summary>
    public double Growth => Points[^1].MicrosecondsPerNode / Points[0].MicrosecondsPerNode;
}

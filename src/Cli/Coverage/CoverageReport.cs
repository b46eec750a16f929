using System.Collections.Immutable;

namespace NnBridge.Cli.Coverage;

/// <summary>What runs where: from cases that were run, and from the tables of the parsers.</summary>
/// <param name="Backends">Backends by priority.</param>
/// <param name="Operators">Operators of the network description on each backend.</param>
/// <param name="Formats">Operators of each format.</param>
/// <param name="Suite">Operators of a format in models that were run, by backends; empty when no suite was given.</param>
internal sealed record CoverageReport(ImmutableArray<string> Backends, ImmutableArray<CoverageCell> Operators,
    ImmutableSortedDictionary<string, ImmutableArray<FormatOperator>> Formats, ImmutableArray<CoverageCell> Suite)
{
    /// <summary>Cases that failed and are not known to.</summary>
    public IEnumerable<CoverageEntry> Failed => Operators.Concat(Suite).SelectMany(c => c.Failed).DistinctBy(e => (e.Backend, e.Case));
}

using System.Collections.Immutable;

namespace NnBridge.Runtime;

/// <summary>Where a node runs, and what every backend answered about it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Backend">Id of the backend that runs it; <see cref="PartitionPlan.Runtime"/> for control flow.</param>
/// <param name="Cause"><c>preferred</c>, <c>pin</c>, <c>control flow</c> or <c>rejected by …</c>.</param>
/// <param name="Accepted">Backends that said Yes.</param>
/// <param name="Refusals">Backends that said No, and why.</param>
public sealed record Placement(
    Node Node, string Backend, string Cause, ImmutableArray<string> Accepted, ImmutableArray<Refusal> Refusals);

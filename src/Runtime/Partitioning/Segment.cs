namespace NnBridge.Runtime;

/// <summary>Nodes that one backend runs in one go.</summary>
/// <param name="Index">Position in the order of execution.</param>
/// <param name="Backend">Id of the backend; <see cref="PartitionPlan.Runtime"/> for control flow, one node each.</param>
/// <param name="Subgraph">The nodes, and the values that cross the segment's border.</param>
public sealed record Segment(int Index, string Backend, Subgraph Subgraph);

using System.Collections.Immutable;

namespace NnBridge;

/// <summary>The part of a network that one backend gets.</summary>
/// <param name="Nodes">In an order in which they can run.</param>
/// <param name="Inputs">Values that come from outside, constants not among them (<see cref="Value.Constant"/> has their data).</param>
/// <param name="Outputs">Values that are needed outside.</param>
public sealed record Subgraph(ImmutableArray<Node> Nodes, ImmutableArray<Value> Inputs, ImmutableArray<Value> Outputs);

using System.Collections.Immutable;

namespace NnBridge;

/// <summary>A backend that said Yes to nodes cannot compile them after all. The host places these nodes elsewhere.</summary>
/// <param name="message">Why.</param>
/// <param name="nodes">The nodes at fault; empty when the backend cannot tell, then all of the subgraph are.</param>
/// <param name="inner">Cause, if any.</param>
public sealed class SubgraphRejectedException(string message, ImmutableArray<Node> nodes = default, Exception? inner = null)
    : NnBridgeException(message, inner)
{
    /// <summary>The nodes at fault.</summary>
    public ImmutableArray<Node> Nodes { get; } = nodes.IsDefault ? [] : nodes;
}

using System.Collections.Immutable;

namespace NnBridge.Runtime.Partitioning;

/// <summary>Chooses a backend for every node.</summary>
internal interface IPartitioner
{
    /// <summary>One choice per node, in the order of <see cref="Network.Nodes"/>.</summary>
    /// <param name="network">The optimised network.</param>
    /// <param name="answers">What each backend answered about each node.</param>
    /// <param name="options">Preferences and pins.</param>
    /// <exception cref="UnsupportedOperatorException">Nodes that no backend runs; lists all.</exception>
    ImmutableArray<Placement> Place(Network network, SupportTable answers, CompileOptions options);
}

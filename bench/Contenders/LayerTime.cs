namespace NnBridge.Bench.Contenders;

/// <summary>What one node takes in one run.</summary>
/// <param name="Node">The node.</param>
/// <param name="Backend">Where it runs.</param>
/// <param name="Milliseconds">The shortest time of many runs.</param>
/// <param name="Operations">Products and sums that it is made of; 0 for nodes that are not counted.</param>
internal sealed record LayerTime(Node Node, string Backend, double Milliseconds, double Operations)
{
    /// <summary>10^9 operations per second.</summary>
    public double Rate => Operations / Milliseconds / 1e6;
}

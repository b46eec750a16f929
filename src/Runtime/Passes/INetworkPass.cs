namespace NnBridge.Runtime.Passes;

/// <summary>Rewrites a network into one that means the same.</summary>
internal interface INetworkPass
{
    string Name { get; }

    /// <summary>The rewritten network; the same instance when there was nothing to do.</summary>
    Network Run(Network network);
}

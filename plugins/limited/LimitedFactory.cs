using System.Collections.Immutable;

namespace NnBridge.Plugins.Limited;

/// <summary>Entry of the plugin.</summary>
public sealed class LimitedFactory : IBackendFactory
{
    /// <inheritdoc/>
    public ImmutableArray<BackendInfo> Probe(out string? reason)
    {
        reason = null;
        return [new BackendInfo("limited", "example with a few operators")];
    }

    /// <inheritdoc/>
    public IBackend Open(BackendInfo device) => new LimitedBackend(device);
}

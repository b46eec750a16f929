using System.Collections.Immutable;

namespace NnBridge;

/// <summary>Entry of a backend plugin; created by its parameterless constructor.</summary>
public interface IBackendFactory
{
    /// <summary>The devices that can be opened now. Loads nothing expensive.</summary>
    /// <param name="reason">When there is none: why, for instance which library is missing.</param>
    ImmutableArray<BackendInfo> Probe(out string? reason);

    /// <summary>Opens one of the devices that <see cref="Probe"/> returned.</summary>
    IBackend Open(BackendInfo device);
}

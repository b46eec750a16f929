using System.Collections.Immutable;
using NnBridge.Backends.Cpu.Reference;

namespace NnBridge.Backends.Cpu;

/// <summary>Offers <c>cpu.ref</c>: runs every operator on any machine, exactly and slowly.</summary>
public sealed class ReferenceBackendFactory : IBackendFactory
{
    /// <summary>Id of the backend.</summary>
    public const string Id = "cpu.ref";

    /// <inheritdoc/>
    public ImmutableArray<BackendInfo> Probe(out string? reason)
    {
        reason = null;
        return [new BackendInfo(Id, "CPU, reference kernels") { Priority = -100 }];
    }

    /// <inheritdoc/>
    public IBackend Open(BackendInfo device) => new ReferenceBackend(device);
}

using System.Collections.Immutable;
using NnBridge.Backends.Cpu.Reference;
using NnBridge.Backends.Cpu.Simd;

namespace NnBridge.Backends.Cpu;

/// <summary>Offers the processor twice: <c>cpu.simd</c>, which is fast, and <c>cpu.ref</c>, which runs every operator, exactly and slowly.</summary>
public sealed class CpuBackendFactory : IBackendFactory
{
    /// <summary>Id of the fast backend.</summary>
    public const string SimdId = "cpu.simd";

    /// <inheritdoc/>
    public ImmutableArray<BackendInfo> Probe(out string? reason)
    {
        ImmutableArray<BackendInfo> reference = new ReferenceBackendFactory().Probe(out reason);
        return [new BackendInfo(SimdId, $"CPU, {SimdTier.Description}") { Priority = -50 }, .. reference];
    }

    /// <inheritdoc/>
    public IBackend Open(BackendInfo device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.Id == SimdId ? new SimdBackend(device) : new ReferenceBackend(device);
    }
}

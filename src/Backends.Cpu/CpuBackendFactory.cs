using System.Collections.Immutable;
using NnBridge.Backends.Cpu.Execution;
using NnBridge.Backends.Cpu.Reference;
using NnBridge.Backends.Cpu.Simd;
using NnBridge.Backends.Cpu.Simd.Amx;

namespace NnBridge.Backends.Cpu;

/// <summary>Offers the processor twice: <c>cpu.simd</c>, which is fast, and <c>cpu.ref</c>, which runs every operator, exactly and slowly.</summary>
public sealed class CpuBackendFactory : IBackendFactory
{
    /// <summary>Id of the fast backend.</summary>
    public const string SimdId = "cpu.simd";

    /// <summary>
    /// Whether <c>cpu.simd</c> may write machine code at run time, where .NET has no access to instructions that the processor has. The code is
    /// never writable and executable at once; where the operating system forbids it, and where it is forbidden here, results are the same and
    /// 8-bit integers are slower.
    /// </summary>
    public bool AllowsEmittedCode { get; init; } = true;

    /// <summary>
    /// Whether the first <c>cpu.simd</c> of a process compiles and runs a small network in the background as soon as it is opened, while the app
    /// reads its first model: .NET then has most of the code loaded when that model is compiled. It takes one thread some 50 ms. Nothing happens
    /// on machines with one processor, and in programs compiled to native code, which have nothing to load.
    /// </summary>
    public bool Rehearses { get; init; } = true;

    /// <summary>The matrix unit that <c>cpu.simd</c> uses.</summary>
    internal AmxUnit Amx { get; init; } = AmxUnit.Current;

    /// <inheritdoc/>
    public ImmutableArray<BackendInfo> Probe(out string? reason)
    {
        ImmutableArray<BackendInfo> reference = new ReferenceBackendFactory().Probe(out reason);
        return [new BackendInfo(SimdId, $"CPU, {SimdTier.Describe(AllowsEmittedCode)}") { Priority = -50 }, .. reference];
    }

    /// <inheritdoc/>
    public IBackend Open(BackendInfo device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (device.Id != SimdId) return new ReferenceBackend(device);
        var simd = new SimdBackend(device, AllowsEmittedCode, AllowsEmittedCode ? Amx : null);
        if (Rehearses) Rehearsal.Begin(simd);
        return simd;
    }
}

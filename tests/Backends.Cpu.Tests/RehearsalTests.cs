using NnBridge.Backends.Cpu.Execution;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>What is rehearsed has to be what backends can run: its failures are not seen by anybody.</summary>
public sealed class RehearsalTests
{
    [TestCase(CpuBackendFactory.SimdId)]
    [TestCase(ReferenceBackendFactory.Id)]
    public void The_network_can_be_run(string id)
    {
        var factory = new CpuBackendFactory { Rehearses = false };
        using IBackend backend = factory.Open(factory.Probe(out _).Single(b => b.Id == id));
        Assert.That(() => Rehearsal.Run(backend), Throws.Nothing);
    }
}

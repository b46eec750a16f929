using NnBridge.Backends.Cpu.Simd.Amx;
using NnBridge.Backends.Cpu.Simd.Emit;

namespace NnBridge.Backends.Cpu.Tests.Emit;

/// <summary>The matrix unit's kernels, on any processor: what is emitted is interpreted.</summary>
public sealed class AmxTests
{
    [TestCase(AmxKind.Bytes)]
    [TestCase(AmxKind.Pairs)]
    [TestCase(AmxKind.SplitPairs)]
    public void Kernels_pass_their_check(object kind)
    {
        Assert.That(AmxCheck.Passes(AmxInterpreter.Kernels((AmxKind)kind)), Is.True);
        Assert.That(AmxInterpreter.Fault, Is.Null);
    }

    [Test]
    public void Kernels_that_compute_something_else_are_noticed()
    {
        // Split operands that are multiplied as if they were not lack three of four products; the other way round there are too many.
        Assert.That(AmxCheck.Passes(As(AmxKind.SplitPairs, AmxKind.Pairs)), Is.False);
        Assert.That(AmxCheck.Passes(As(AmxKind.Bytes, AmxKind.Pairs)), Is.False);
        Assert.That(AmxCheck.Passes(As(AmxKind.Pairs, AmxKind.Bytes)), Is.False);

        static AmxKernels As(AmxKind pretended, AmxKind real) => AmxInterpreter.Kernels(real, pretended);
    }

    [Test]
    public void The_processor_has_a_matrix_unit_only_where_its_kernels_pass()
    {
        foreach (AmxKind kind in Enum.GetValues<AmxKind>())
            if (AmxUnit.Current.Find(kind) is { } kernels) Assert.That(AmxCheck.Passes(kernels), Is.True);
        if (!ProcessorFeatures.HasTileBytes) Assert.That(AmxUnit.Current.Find(AmxKind.Bytes), Is.Null);
    }
}

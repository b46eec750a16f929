using NnBridge.Backends.Cpu.Simd.Threading;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>Things that all processors do together.</summary>
public sealed class TogetherTests
{
    [Test]
    public void Every_number_is_called_once([Values(0, 1, 2, 1000)] int count)
    {
        var calls = new int[count];
        Together.For(count, i => Interlocked.Increment(ref calls[i]));
        Assert.That(calls, Is.All.EqualTo(1));
    }

    [Test]
    public void What_the_lowest_number_threw_is_thrown_and_the_others_are_called_all_the_same()
    {
        int calls = 0;
        InvalidOperationException? thrown = Assert.Throws<InvalidOperationException>(() => Together.For(100, i =>
        {
            Interlocked.Increment(ref calls);
            if (i % 10 == 7) throw new InvalidOperationException($"number {i}");
        }));
        Assert.That(thrown?.Message, Is.EqualTo("number 7"));
        if (Environment.ProcessorCount > 1) Assert.That(calls, Is.EqualTo(100));
    }
}

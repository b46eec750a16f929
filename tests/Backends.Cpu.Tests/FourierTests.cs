using System.Numerics;
using NnBridge.Backends.Cpu.Reference;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>Fast transforms of any length, beside the sums that define them.</summary>
public sealed class FourierTests
{
    private static IEnumerable<int> Lengths() => Enumerable.Range(1, 130).Concat([169, 251, 255, 256, 400, 441, 480, 512, 997, 1000, 1024]);

    [TestCaseSource(nameof(Lengths))]
    public void A_transform_is_the_sum_that_defines_it(int length)
    {
        var random = new Random(length);
        Complex[] x = [.. Enumerable.Range(0, length).Select(_ => new Complex(random.NextDouble() - 0.5, random.NextDouble() - 0.5))], y = [.. x];
        Fourier.Transform(y);
        for (int k = 0; k < length; k++)
        {
            Complex expected = Complex.Zero;
            for (int n = 0; n < length; n++) expected += x[n] * Complex.FromPolarCoordinates(1, -2 * Math.PI * ((long)k * n % length) / length);
            if ((y[k] - expected).Magnitude > 1e-12 * length) Assert.Fail($"frequency {k} of {length}: {y[k]}, expected {expected}");
        }
    }

    [Test]
    public void Threads_may_transform_at_once() => Parallel.For(0, 64, i => A_transform_is_the_sum_that_defines_it(100 + (i % 5)));
}

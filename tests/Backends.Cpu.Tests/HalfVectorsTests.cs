using NnBridge.Backends.Cpu.Simd.ElementWise;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>Vectors of 16-bit floats beside .NET's conversion of single ones.</summary>
public sealed class HalfVectorsTests
{
    [Test]
    public void All_halves_become_the_floats_that_they_are()
    {
        Half[] halves = [.. Enumerable.Range(0, ushort.MaxValue + 1).Select(b => BitConverter.UInt16BitsToHalf((ushort)b))];
        var floats = new float[halves.Length];
        HalfVectors.Widen(halves, floats);
        for (int i = 0; i < halves.Length; i++)
        {
            float expected = (float)halves[i];
            if (float.IsNaN(expected) ? !float.IsNaN(floats[i]) : BitConverter.SingleToUInt32Bits(expected) != BitConverter.SingleToUInt32Bits(floats[i]))
                Assert.Fail($"bits 0x{i:X4} became {floats[i]}, expected {expected}");
        }
    }

    /// <summary>Each half, the middle between it and the next, and the floats around that: where rounding decides.</summary>
    [Test]
    public void Floats_become_the_nearest_half_and_the_even_one_of_two()
    {
        var floats = new List<float> { 0, -0f, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 65519.996f, 65520, 65536 };
        for (int bits = 0; bits < 0x7C00; bits++)
        {
            float half = (float)BitConverter.UInt16BitsToHalf((ushort)bits), next = bits == 0x7BFF ? 65536 : (float)BitConverter.UInt16BitsToHalf((ushort)(bits + 1));
            float middle = half + ((next - half) / 2);
            floats.AddRange([half, middle, MathF.BitDecrement(middle), MathF.BitIncrement(middle), -middle, -MathF.BitIncrement(middle), -half]);
        }

        var random = new Random(3);
        for (int i = 0; i < 100_000; i++) floats.Add(BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)));
        var halves = new Half[floats.Count];
        HalfVectors.Narrow(floats.ToArray(), halves);
        for (int i = 0; i < halves.Length; i++)
        {
            var expected = (Half)floats[i];
            if (Half.IsNaN(expected) ? !Half.IsNaN(halves[i]) : BitConverter.HalfToUInt16Bits(expected) != BitConverter.HalfToUInt16Bits(halves[i]))
                Assert.Fail($"{floats[i]:R} became {halves[i]}, expected {expected}");
        }
    }

    [Test]
    public void Short_lists_and_ends_are_converted_too([Range(0, 35)] int count)
    {
        float[] floats = [.. Enumerable.Range(0, count).Select(i => i * 0.7f)], back = new float[count];
        var halves = new Half[count];
        HalfVectors.Narrow(floats, halves);
        HalfVectors.Widen(halves, back);
        Assert.That(back, Is.EqualTo(floats.Select(f => (float)(Half)f)));
    }
}

using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>Attention of any sizes, masks, windows and groups of heads: vectors compute what the reference computes.</summary>
public sealed class AttentionTests
{
    [Test]
    public void Every_form_agrees_with_the_reference([Range(1, 80)] int seed, [Values(1, 2)] int threads)
    {
        var random = new Random(seed);
        int batches = random.Next(1, 4), groups = random.Next(1, 4), heads = groups * random.Next(1, 3), queries = random.Next(1, 110), keys = random.Next(1, 130);
        int depth = random.Next(1, 70), width = random.Next(1, 70);
        var op = new Attention
        {
            Scale = seed % 3 == 0 ? 0.3f : null, SoftCap = seed % 5 == 0 ? 1.5f : 0, IsCausal = seed % 4 == 0,
            LeftWindow = seed % 7 == 0 ? random.Next(0, 20) : -1, RightWindow = seed % 11 == 0 ? random.Next(0, 20) : -1,
        };
        var builder = new NetworkBuilder("attention");
        float[] v = SimdNetwork.Numbers(random, (long)batches * groups * keys * width);
        var operands = new Value?[6];
        operands[0] = builder.Input("q", new TensorInfo(ElementType.Float32, [batches, heads, queries, depth]));
        operands[1] = Constant("k", SimdNetwork.Numbers(random, (long)batches * groups * keys * depth), batches, groups, keys, depth);
        if (seed % 3 == 1) operands[3] = Mask(random, builder, batches, heads, queries, seed % 13 == 0 ? random.Next(1, keys + 1) : keys);
        if (seed % 6 == 0) operands[4] = builder.Constant("offset", Tensor.Create<int>(new TensorInfo(ElementType.Int32, [batches]), [.. Enumerable.Range(0, batches).Select(_ => random.Next(0, 30))]));
        if (seed % 8 == 3)
        {
            long[] lengths = [.. Enumerable.Range(0, batches).Select(_ => (long)random.Next(0, keys + 1))];
            operands[5] = builder.Constant("lengths", Tensor.Create<long>(new TensorInfo(ElementType.Int64, [batches]), lengths));
            // What lies behind the lengths was never written.
            for (int n = 0; n < batches; n++)
                for (int g = 0; g < groups; g++)
                    for (long j = lengths[n] * width; j < (long)keys * width; j++) v[(((n * groups) + g) * (long)keys * width) + j] = float.NaN;
        }

        operands[2] = Constant("v", v, batches, groups, keys, width);
        builder.Output(builder.Add("y", op, operands));
        Network network = builder.Build();
        float[] q = [.. SimdNetwork.Numbers(random, (long)batches * heads * queries * depth).Select(x => 4 * x)];
        Assert.That(SimdNetwork.Run<float, float>(network, q, CpuBackendFactory.SimdId, threads), Is.EqualTo(SimdNetwork.Run<float, float>(network, q, "cpu.ref", 1)).Within(2e-5));

        Value Constant(string name, float[] numbers, params int[] sizes) => builder.Constant(name, Tensor.Create<float>(new TensorInfo(ElementType.Float32, Shape.Of(sizes)), numbers));
    }

    /// <summary>Numbers or truths, broadcast in some dimensions; some rows hide everything.</summary>
    private static Value Mask(Random random, NetworkBuilder builder, int batches, int heads, int queries, int keys)
    {
        int[] sizes = [random.Next(2) == 0 ? 1 : batches, random.Next(2) == 0 ? 1 : heads, random.Next(2) == 0 ? 1 : queries, keys];
        var shape = Shape.Of(sizes.AsSpan(random.Next(4)));
        bool hidden = false;
        bool[] seen = [.. Enumerable.Range(0, (int)shape.ElementCount).Select(i =>
        {
            if (i % keys == 0) hidden = random.Next(5) == 0;
            return !hidden && random.Next(4) != 0;
        })];
        return random.Next(2) == 0
            ? builder.Constant("mask", Tensor.Create<bool>(new TensorInfo(ElementType.Bool, shape), seen))
            : builder.Constant("mask", Tensor.Create<float>(new TensorInfo(ElementType.Float32, shape), [.. seen.Select(s => s ? random.NextSingle() : float.NegativeInfinity)]));
    }
}

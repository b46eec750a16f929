using NnBridge.Ops;
using NnBridge.Runtime;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>Operators that only move elements, or look for one: any sizes and types of elements, as in the reference.</summary>
public sealed class MovementTests
{
    [Test]
    public void Blocks_become_channels_and_back([Range(1, 24)] int seed, [Values] bool toDepth)
    {
        var random = new Random(seed);
        int block = random.Next(1, 5), channels = random.Next(1, 40), height = random.Next(1, 20), width = random.Next(1, 20), batch = random.Next(1, 3);
        Shape x = toDepth ? [batch, height * block, width * block, channels] : [batch, height, width, channels * block * block];
        Same(random, toDepth ? new SpaceToDepth(block) : new DepthToSpace(block) { ChannelMajor = seed % 2 == 0 }, x);
    }

    [Test]
    public void Tensors_are_repeated([Range(1, 24)] int seed)
    {
        var random = new Random(seed);
        Shape x = RandomShape(random, random.Next(1, 5));
        long[] repeats = [.. Enumerable.Range(0, x.Rank).Select(_ => (long)random.Next(seed % 8 == 0 ? 0 : 1, 4))];
        Same(random, new Tile(), x, b => b.Constant("repeats", Tensor.FromInt64(repeats)));
    }

    [Test]
    public void Tensors_are_broadcast([Range(1, 24)] int seed)
    {
        var random = new Random(seed);
        Shape y = RandomShape(random, random.Next(1, 5));
        int rank = random.Next(0, y.Rank + 1);
        Shape x = Shape.Of([.. Enumerable.Range(0, rank).Select(i => random.Next(2) == 0 ? 1 : y[y.Rank - rank + i])]);
        Same(random, new BroadcastTo(), x, b => b.Constant("shape", Tensor.FromInt64([.. y.ToArray().Select(s => (long)s)])));
    }

    [Test]
    public void The_place_of_the_largest_and_smallest_is_found([Range(1, 40)] int seed, [Values] ArgKind kind, [Values(ElementType.Int32, ElementType.Int64)] ElementType type)
    {
        var random = new Random(seed);
        Shape x = RandomShape(random, random.Next(1, 5));
        var builder = new NetworkBuilder("place");
        var op = new ArgMinMax(kind, type) { SelectLast = seed % 2 == 0, KeepDims = seed % 3 == 0 };
        builder.Output(builder.Add("y", op, [builder.Input("x", new TensorInfo(ElementType.Float32, x)), builder.Constant("axis", Tensor.FromInt64([random.Next(-x.Rank, x.Rank)]))]));
        // Few different numbers, so that many are equal, and some that are none.
        float[] numbers = [.. Enumerable.Range(0, (int)x.ElementCount).Select(_ => random.Next(30) == 0 ? float.NaN : random.Next(-3, 4))];
        byte[] bytes = new byte[numbers.Length * sizeof(float)];
        Buffer.BlockCopy(numbers, 0, bytes, 0, bytes.Length);
        Network network = builder.Build();
        Assert.That(Run(network, bytes, CpuBackendFactory.SimdId, 1), Is.EqualTo(Run(network, bytes, "cpu.ref", 1)));
    }

    private static Shape RandomShape(Random random, int rank) => Shape.Of([.. Enumerable.Range(0, rank).Select(_ => random.Next(3) == 0 ? random.Next(1, 3) : random.Next(1, 20))]);

    private static void Same(Random random, Op op, Shape x, Func<NetworkBuilder, Value>? second = null)
    {
        foreach (ElementType type in new[] { ElementType.UInt8, ElementType.Float16, ElementType.Float32, ElementType.Int64 })
        {
            var info = new TensorInfo(type, x);
            var builder = new NetworkBuilder("moved");
            Value input = builder.Input("x", info);
            builder.Output(builder.Add("y", op, second is null ? [input] : [input, second(builder)]));
            var bytes = new byte[info.ByteCount];
            random.NextBytes(bytes);
            Network network = builder.Build();
            byte[] expected = Run(network, bytes, "cpu.ref", 1);
            for (int threads = 1; threads <= 2; threads++) Assert.That(Run(network, bytes, CpuBackendFactory.SimdId, threads), Is.EqualTo(expected), $"{op} of {info} with {threads} thread(s)");
        }
    }

    private static byte[] Run(Network network, byte[] x, string backend, int threads)
    {
        using NnRuntime runtime = SimdNetwork.CreateRuntime();
        using CompiledProgram program = runtime.Compile(network, new CompileOptions { Backends = [backend], Threads = threads });
        using Session session = program.CreateSession();
        x.CopyTo(session.InputBuffer(0).Bytes);
        session.Run();
        return session.OutputBuffer(0).Bytes.ToArray();
    }
}

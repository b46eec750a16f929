using System.Diagnostics;
using NnBridge.Backends.Cpu.Simd.Emit;
using NnBridge.Ops;
using NnBridge.Runtime;

namespace NnBridge.Backends.Cpu.Tests.Emit;

/// <summary>Emitted code while the garbage collector stops threads, and while they fail: nobody computes anything wrong.</summary>
public sealed class CollectionTests
{
    private const int Threads = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Test]
    public void Results_stay_right_under_forced_collections_and_null_references() => Storm(TimeSpan.FromSeconds(3));

    [Test]
    [Explicit("takes a minute: dotnet test tests/Backends.Cpu.Tests -c Release --filter Results_stay_right_for_a_minute")]
    public void Results_stay_right_for_a_minute() => Storm(TimeSpan.FromSeconds(60));

    private static void Storm(TimeSpan time)
    {
        if (EmittedTiles.Bytes is null) Assert.Ignore("this processor has no AVX-512 VNNI, or code may not be written");
        using var runtime = NnRuntime.Create(new NnRuntimeOptions().AddBackend(new CpuBackendFactory()));
        using CompiledProgram program = runtime.Compile(Network(), new CompileOptions { Backends = [CpuBackendFactory.SimdId] });
        byte[] expected = Run(program.CreateSession());
        using var end = new CancellationTokenSource();
        int wrong = 0, runs = 0, faults = 0, collections = 0;
        Thread[] threads =
        [
            .. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
            {
                using Session session = program.CreateSession();
                while (!end.IsCancellationRequested)
                {
                    if (!Run(session).AsSpan().SequenceEqual(expected)) Interlocked.Increment(ref wrong);
                    Interlocked.Increment(ref runs);
                    if (Fails()) Interlocked.Increment(ref faults);
                }
            })),
            new Thread(() =>
            {
                for (; !end.IsCancellationRequested; collections++) GC.Collect(collections % 3, GCCollectionMode.Forced, blocking: true, compacting: true);
            }),
        ];
        foreach (Thread thread in threads) thread.Start();
        // Where the other tests hold much memory, or the machine is busy, a collection takes a while.
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < time || (!Enough() && clock.Elapsed < time + Patience);) Thread.Sleep(10);
        end.Cancel();
        foreach (Thread thread in threads) thread.Join();
        Assert.Multiple(() =>
        {
            Assert.That(wrong, Is.Zero, $"wrong results of {runs}");
            Assert.That(faults, Is.EqualTo(runs));
            Assert.That(Enough(), $"{runs} runs, {collections} collections");
        });

        bool Enough() => Volatile.Read(ref runs) > Threads && Volatile.Read(ref collections) > 10;
    }

    /// <summary>The runtime turns an access violation of the processor into this exception, by way of a signal.</summary>
    private static bool Fails()
    {
        string? nothing = Nothing();
        try
        {
            return nothing!.Length < 0;
        }
        catch (NullReferenceException)
        {
            return true;
        }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static string? Nothing() => null;

    private static byte[] Run(Session session)
    {
        Span<byte> input = session.InputBuffer(0).Bytes.Span;
        new Random(5).NextBytes(input);
        session.Run();
        return session.OutputBuffer(0).Bytes.ToArray();
    }

    private static Network Network()
    {
        var random = new Random(6);
        var builder = new NetworkBuilder("two layers");
        Value x = builder.Input("x", new TensorInfo(ElementType.Int8, [1, 12, 12, 48], QuantizationInfo.PerTensor(0.02f, 3)));
        Value y = builder.Add("first", new Convolution([1, 1], [1, 1], Padding.SameUpper) { Requantization = Requantization.Float }, [x, Weights("a", 70, 3, 48), null], QuantizationInfo.PerTensor(0.5f, -5));
        builder.Output(builder.Add("second", new Convolution([1, 1], [1, 1], Padding.Valid), [y, Weights("b", 33, 1, 70), null], QuantizationInfo.PerTensor(2f, 1)));
        return builder.Build();

        Value Weights(string name, int outputs, int kernel, int inputs)
        {
            var bytes = new byte[outputs * kernel * kernel * inputs];
            random.NextBytes(bytes);
            return builder.Constant(name, new Tensor(new TensorInfo(ElementType.Int8, [outputs, kernel, kernel, inputs], QuantizationInfo.PerTensor(0.01f)), bytes));
        }
    }
}

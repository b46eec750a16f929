using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NnBridge.Backends.Cpu;
using NnBridge.Ops;
using NnBridge.Runtime.Graph;
using NnBridge.Runtime.Passes;

namespace NnBridge.Runtime.Tests;

/// <summary>Weights in another order are made when they are read, and kept only by those who read them in every run.</summary>
public sealed class DeferredMemoryTests
{
    private const int Length = 1000;

    private int _made;

    [SetUp]
    public void Reset() => _made = 0;

    [Test]
    public void Nothing_is_made_before_it_is_read()
    {
        Memory<byte> memory = Make().Memory;
        Assert.That((memory.Length, memory[10..].Length, _made), Is.EqualTo((Length, Length - 10, 0)));
    }

    [Test]
    public void What_is_in_use_is_not_made_again()
    {
        Memory<byte> memory = Make().Memory;
        Span<byte> first = memory.Span, second = memory[5..].Span;
        Assert.That((first[5] == 5, second[0] == 5, _made), Is.EqualTo((true, true, 1)));
    }

    [Test]
    public void What_was_forgotten_is_made_again_and_kept_the_third_time()
    {
        DeferredMemory memory = Make();
        for (int i = 0; i < 6; i++)
        {
            Read(memory);
            GC.Collect();
        }

        Assert.That(_made, Is.EqualTo(3));
    }

    [Test]
    public void Threads_may_read_at_once()
    {
        DeferredMemory memory = Make();
        Parallel.For(0, 100, _ => Read(memory));
        Assert.That(_made, Is.LessThanOrEqualTo(3));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Large_weights_that_are_turned_are_folded(bool simd)
    {
        const int Rows = 300, Columns = 200;
        var builder = new NetworkBuilder("turned");
        var numbers = new float[Rows * Columns];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = i;
        Value stored = builder.Constant("w", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [Rows, Columns]), numbers));
        Value turned = builder.Add("turned", new Transpose(), [stored, builder.Integers("order", 1, 0)]);
        builder.Output(builder.Add("y", new Binary(BinaryKind.Add), [builder.Input("x", new TensorInfo(ElementType.Float32, [Columns, Rows])), turned]));
        using NnRuntime runtime = NnRuntime.Create(new NnRuntimeOptions().AddBackend(simd ? new CpuBackendFactory() : new ReferenceBackendFactory()));
        using CompiledProgram program = runtime.Compile(builder.Build());
        Assert.That(program.Plan.Network.Nodes.Select(n => n.Op.Name), Is.EqualTo(new[] { nameof(Binary) }));
        using Session session = program.CreateSession();
        for (int run = 0; run < 4; run++)
        {
            session.Input<float>(0).Fill(1);
            session.Run();
            GC.Collect();
            ReadOnlySpan<float> y = session.Output<float>(0);
            for (int c = 0; c < Columns; c++)
                for (int r = 0; r < Rows; r++)
                    if (y[(c * Rows) + r] != numbers[(r * Columns) + c] + 1) Assert.Fail($"run {run}, column {c}, row {r}: {y[(c * Rows) + r]}");
        }
    }

    [Test]
    public void Weights_that_are_not_kept_leave_room_for_others()
    {
        const int Side = 256, Bytes = Side * Side * sizeof(float);
        var builder = new NetworkBuilder("turned");
        Value stored = builder.Constant("w", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [Side, Side]), new float[Side * Side]));
        builder.Output(builder.Add("turned", new Transpose(), [stored, builder.Integers("order", 1, 0)]));
        Network network = builder.Build();
        var budget = new FoldingBudget(network);
        Network folded = new FoldConstants(new NoEvaluator(), budget).Run(network);
        Assert.That(folded.Outputs[0].Constant?.TransposedFrom, Is.Not.Null);
        Assert.That(budget.Allows(FoldingBudget.Base + (FoldingBudget.PerByte * Bytes)), Is.True);
    }

    /// <summary>No transposition asks for it.</summary>
    private sealed class NoEvaluator : IConstantEvaluator
    {
        public ImmutableArray<Tensor>? Evaluate(Node node, long limit) => throw new InvalidOperationException("nobody reads the weights");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Read(DeferredMemory memory)
    {
        Span<byte> bytes = memory.GetSpan();
        if (bytes.Length != Length || bytes[^1] != unchecked((byte)(Length - 1))) throw new InvalidOperationException("wrong bytes");
    }

    private DeferredMemory Make() => new(Length, to =>
    {
        Interlocked.Increment(ref _made);
        for (int i = 0; i < Length; i++) to[i] = unchecked((byte)i);
    });
}

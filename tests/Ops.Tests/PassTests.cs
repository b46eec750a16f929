using NnBridge.Backends.Cpu;
using NnBridge.Runtime;

namespace NnBridge.Ops.Tests;

/// <summary>Every case goes through the whole pass pipeline, in surroundings that passes act upon, and must give the same result.</summary>
public sealed class PassTests
{
    private static readonly NnRuntime Host = NnRuntime.Create(new NnRuntimeOptions().AddBackend(new ReferenceBackendFactory()));

    private static IEnumerable<TestCaseData> Cases =>
        OpCases.All.Where(c => c.RefusedWith is null).Select(c => new TestCaseData(c).SetArgDisplayNames(c.ToString()));

    [OneTimeTearDown]
    public static void TearDown() => Host.Dispose();

    [TestCaseSource(nameof(Cases))]
    public void Passes_keep_the_result(OpCase @case) => Check(@case, CaseRunner.Build(@case));

    [TestCaseSource(nameof(Cases))]
    public void Constants_are_folded_to_the_result(OpCase @case) => Check(@case, Build(@case, (_, value) => value, (_, value) => value, constant: true));

    [TestCaseSource(nameof(Cases))]
    public void Reorderings_that_cancel_leave_the_result(OpCase @case) => Check(@case, Build(@case, Turned, Turned, constant: false));

    /// <summary>Reverses the order of dimensions and reverses it back.</summary>
    private static Value Turned(NetworkBuilder builder, Value value)
    {
        if (!value.Info.Shape.IsRanked || value.Info.Shape.Rank < 2 || value.Info.Quantization is { IsPerTensor: false } || value.Info.Type.BitWidth() < 8) return value;
        long[] order = [.. Enumerable.Range(0, value.Info.Shape.Rank).Reverse().Select(i => (long)i)];
        for (int i = 0; i < 2; i++)
        {
            Value permutation = builder.Constant($"{value.Name}/order", Tensor.FromInt64(order));
            value = builder.Add($"{value.Name}/turned", new Transpose(), [value, permutation], value.Info.Quantization);
        }

        return value;
    }

    private static Network Build(
        OpCase @case, Func<NetworkBuilder, Value, Value> before, Func<NetworkBuilder, Value, Value> after, bool constant)
    {
        var builder = new NetworkBuilder(@case.Name);
        var inputs = new Value?[@case.Inputs.Count];
        for (int i = 0; i < inputs.Length; i++)
            if (@case.Inputs[i] is { } operand)
                inputs[i] = operand.IsConstant || constant
                    ? builder.Constant($"operand{i}", operand.Tensor)
                    : before(builder, builder.Input($"operand{i}", operand.Tensor.Info));
        foreach (Value output in builder.AddMany("node", @case.Op, inputs, @case.Outputs.ToArray())) builder.Output(after(builder, output));
        return builder.Build();
    }

    private static void Check(OpCase @case, Network network)
    {
        using CompiledProgram program = Host.Compile(network, new CompileOptions { Backends = [ReferenceBackendFactory.Id] });
        using Session session = program.CreateSession();
        for (int i = 0; i < session.Inputs.Length; i++)
        {
            int operand = int.Parse(session.Inputs[i].Name.AsSpan("operand".Length), System.Globalization.CultureInfo.InvariantCulture);
            @case.Inputs[operand]!.Tensor.Bytes.CopyTo(session.InputBuffer(i).Bytes);
        }

        session.Run();
        Assert.That(@case.Compare([.. Enumerable.Range(0, @case.Expected.Count).Select(session.OutputBuffer)]), Is.Null);
    }
}

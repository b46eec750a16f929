using NnBridge.Runtime.Compilation;

namespace NnBridge.Runtime.Execution;

/// <summary>What the control-flow steps have in common: instances of the nested programs, and moving values in and out.</summary>
internal abstract class ControlRun : StepRun
{
    private readonly GraphRun[] _nested;

    protected ControlRun(GraphRun graph, ControlStep step, Memory<byte> workspace, ProfileRecorder? profile) : base(graph)
    {
        Node = step.Node;
        // One runs after the other, and what leaves a program is copied before the next one starts: they share the workspace.
        _nested = [.. step.Programs.Select(p => new GraphRun(p, workspace, profile))];
        Results = [.. Node.Outputs.Select(v => new GrowingBuffer(graph.Program.Alignment))];
    }

    protected Node Node { get; }

    /// <summary>Memory for results whose size is not known before.</summary>
    protected GrowingBuffer[] Results { get; }

    /// <summary>Runs nested program <paramref name="index"/>.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="operands">What its inputs are.</param>
    protected GraphRun RunNested(int index, ReadOnlySpan<TensorBuffer> operands)
    {
        GraphRun run = _nested[index];
        for (int i = 0; i < operands.Length; i++) run[run.Program.Network.Inputs[i]] = operands[i];
        run.Run(Graph.Context.Profile is not null, Graph.Context.Cancellation);
        return run;
    }

    /// <summary>The value of an operand now.</summary>
    protected TensorBuffer Operand(int index) => Graph[Node.Input(index)];

    /// <summary>Copies a tensor to a result of the node.</summary>
    protected void SetResult(int index, TensorBuffer source)
    {
        Value value = Node.Outputs[index];
        TensorBuffer target = value.Info.Shape.IsStatic && Graph.Program.Arena.OffsetOf(value) >= 0
            ? Graph[value]
            : Results[index].Get(source.Info.Quantization == value.Info.Quantization ? source.Info : source.Info with { Quantization = value.Info.Quantization });
        source.Bytes.CopyTo(target.Bytes);
        Graph[value] = target;
    }

    protected static bool IsTrue(GraphRun condition)
    {
        TensorBuffer result = condition[condition.Program.Network.Outputs[0]];
        return result.Bytes.Span[0] != 0;
    }

    public override void Dispose()
    {
        foreach (GraphRun run in _nested) run.Dispose();
    }
}

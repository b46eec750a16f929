using NnBridge.Runtime.Compilation;

namespace NnBridge.Runtime.Execution;

/// <summary>Runs a body as long as a condition holds.</summary>
internal sealed class WhileRun : ControlRun
{
    private readonly TensorBuffer[] _values;
    private readonly GrowingBuffer[] _even;
    private readonly GrowingBuffer[] _odd;

    public WhileRun(GraphRun graph, ControlStep step, Memory<byte> workspace, ProfileRecorder? profile) : base(graph, step, workspace, profile)
    {
        _values = new TensorBuffer[step.Node.Inputs.Length];
        _even = [.. _values.Select(_ => new GrowingBuffer(graph.Program.Alignment))];
        _odd = [.. _values.Select(_ => new GrowingBuffer(graph.Program.Alignment))];
    }

    public override void Run()
    {
        for (int i = 0; i < _values.Length; i++) _values[i] = Operand(i);
        // The body may hand a value through, so the values of two iterations must not share memory.
        for (bool even = true; IsTrue(RunNested(0, _values)); even = !even)
        {
            Graph.Context.Cancellation.ThrowIfCancellationRequested();
            GraphRun body = RunNested(1, _values);
            for (int i = 0; i < _values.Length; i++) _values[i] = Keep((even ? _even : _odd)[i], body[body.Program.Network.Outputs[i]]);
        }

        for (int i = 0; i < Node.Outputs.Length; i++) SetResult(i, _values[i]);
    }

    private static TensorBuffer Keep(GrowingBuffer memory, TensorBuffer value)
    {
        TensorBuffer copy = memory.Get(value.Info);
        value.Bytes.CopyTo(copy.Bytes);
        return copy;
    }
}

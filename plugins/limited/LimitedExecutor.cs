using System.Diagnostics;
using NnBridge.Ops;

namespace NnBridge.Plugins.Limited;

/// <summary>Runs the nodes one after the other. Everything is looked up beforehand, so that a run allocates nothing.</summary>
internal sealed class LimitedExecutor : ISubgraphExecutor
{
    private readonly LimitedSubgraph _program;
    private readonly Dictionary<Value, TensorBuffer> _buffers = [];

    public LimitedExecutor(LimitedSubgraph program, Memory<byte> workspace)
    {
        _program = program;
        foreach (Node node in program.Subgraph.Nodes)
        {
            foreach (Value? input in node.Inputs)
                if (input?.Constant is { } constant) _buffers[input] = TensorBuffer.OfConstant(constant);
            Value output = node.Outputs[0];
            if (!program.Subgraph.Outputs.Contains(output)) _buffers[output] = new TensorBuffer(output.Info, program.Place(output, workspace));
        }
    }

    public void Run(ReadOnlySpan<TensorBuffer> inputs, ReadOnlySpan<TensorBuffer> outputs, RunContext context)
    {
        Subgraph subgraph = _program.Subgraph;
        for (int i = 0; i < inputs.Length; i++) _buffers[subgraph.Inputs[i]] = inputs[i];
        for (int i = 0; i < outputs.Length; i++) _buffers[subgraph.Outputs[i]] = outputs[i];
        foreach (Node node in subgraph.Nodes)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            Run(node);
            context.Profile?.Record(new ProfileEvent("node", _program.Info.Id, node.Id, start, Stopwatch.GetTimestamp()));
        }
    }

    public void Dispose() { }

    private void Run(Node node)
    {
        Span<float> a = _buffers[node.Inputs[0]!].Span<float>(), y = _buffers[node.Outputs[0]].Span<float>();
        if (node.Op is Unary)
        {
            for (int i = 0; i < y.Length; i++) y[i] = Math.Max(a[i], 0);
            return;
        }

        Span<float> b = _buffers[node.Inputs[1]!].Span<float>();
        bool add = node.Op is Binary { Kind: BinaryKind.Add };
        for (int i = 0; i < y.Length; i++) y[i] = add ? a[i] + b[i] : a[i] * b[i];
    }
}

using System.Diagnostics;
using NnBridge.Ops;

namespace NnBridge.Runtime.Plugins;

/// <summary>A segment of custom operators; values between them live in memory of their own.</summary>
internal sealed class AppSubgraph(Subgraph subgraph) : ICompiledSubgraph
{
    public long WorkspaceBytes => 0;

    public ISubgraphExecutor CreateExecutor(Memory<byte> workspace) => new Executor(subgraph);

    public void Dispose() { }

    private sealed class Executor : ISubgraphExecutor
    {
        private readonly Subgraph _subgraph;
        private readonly Dictionary<Value, TensorBuffer> _buffers = [];
        private readonly (TensorBuffer[] Inputs, TensorBuffer[] Outputs)[] _bound;

        public Executor(Subgraph subgraph)
        {
            _subgraph = subgraph;
            foreach (Node node in subgraph.Nodes)
            {
                foreach (Value? input in node.Inputs)
                    if (input?.Constant is { } constant) _buffers[input] = TensorBuffer.OfConstant(constant);
                foreach (Value output in node.Outputs) _buffers[output] = new TensorBuffer(output.Info, new byte[output.Info.ByteCount]);
            }

            _bound = [.. subgraph.Nodes.Select(n => (new TensorBuffer[n.Inputs.Length], new TensorBuffer[n.Outputs.Length]))];
        }

        public void Run(ReadOnlySpan<TensorBuffer> inputs, ReadOnlySpan<TensorBuffer> outputs, RunContext context)
        {
            for (int i = 0; i < inputs.Length; i++) _buffers[_subgraph.Inputs[i]] = inputs[i];
            for (int i = 0; i < outputs.Length; i++) _buffers[_subgraph.Outputs[i]] = outputs[i];
            for (int n = 0; n < _bound.Length; n++)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                Node node = _subgraph.Nodes[n];
                (TensorBuffer[] from, TensorBuffer[] to) = _bound[n];
                for (int i = 0; i < from.Length; i++) from[i] = node.Inputs[i] is { } value ? _buffers[value] : default;
                for (int i = 0; i < to.Length; i++) to[i] = _buffers[node.Outputs[i]];
                long start = Stopwatch.GetTimestamp();
                var op = (CustomOp)node.Op;
                op.Implementation!.Run(from, to, op.Options);
                context.Profile?.Record(new ProfileEvent("node", AppBackend.Id, node.Id, start, Stopwatch.GetTimestamp()));
            }
        }

        public void Dispose() { }
    }
}

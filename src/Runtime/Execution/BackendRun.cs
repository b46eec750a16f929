using System.Diagnostics;
using NnBridge.Runtime.Compilation;
using NnBridge.Runtime.Plugins;

namespace NnBridge.Runtime.Execution;

/// <summary>Runs a segment on its backend.</summary>
internal sealed class BackendRun : StepRun, IOutputAllocator
{
    private readonly Segment _segment;
    private readonly ISubgraphExecutor _executor;
    private readonly TensorBuffer[] _inputs;
    private readonly TensorBuffer[] _outputs;
    private readonly GrowingBuffer?[] _growing;

    public BackendRun(GraphRun graph, BackendStep step, Memory<byte>[] blocks) : base(graph)
    {
        _segment = step.Segment;
        _executor = PluginGuard.Call(_segment.Backend, () => step.Compiled is IPlannedSubgraph planned ? planned.CreateExecutor(blocks) : step.Compiled.CreateExecutor(blocks[0]));
        _inputs = new TensorBuffer[_segment.Subgraph.Inputs.Length];
        _outputs = new TensorBuffer[_segment.Subgraph.Outputs.Length];
        for (int i = 0; i < _outputs.Length; i++) _outputs[i] = graph[_segment.Subgraph.Outputs[i]];
        _growing = [.. _segment.Subgraph.Outputs.Select(v => v.Info.Shape.IsStatic ? null : new GrowingBuffer(graph.Program.Alignment))];
    }

    public override void Run()
    {
        for (int i = 0; i < _inputs.Length; i++) _inputs[i] = Graph[_segment.Subgraph.Inputs[i]];
        long start = Graph.Context.Profile is null ? 0 : Stopwatch.GetTimestamp();
        try
        {
            if (_executor is IDynamicExecutor dynamic) dynamic.Run(_inputs, this, Graph.Context);
            else _executor.Run(_inputs, _outputs, Graph.Context);
        }
        catch (Exception e) when (PluginGuard.IsForeign(e))
        {
            throw PluginGuard.Wrap(_segment.Backend, e);
        }

        Graph.Context.Profile?.Record(new ProfileEvent("run", _segment.Backend, -1, start, Stopwatch.GetTimestamp()));
    }

    TensorBuffer IOutputAllocator.Allocate(int index, TensorInfo info)
    {
        Value value = _segment.Subgraph.Outputs[index];
        if (!info.Shape.IsStatic || info.Type != value.Info.Type || !info.Shape.IsCompatibleWith(value.Info.Shape))
            throw new BackendException(_segment.Backend, $"asks for {info} for {value}");
        return _growing[index] is { } growing ? Graph[value] = growing.Get(info) : _outputs[index];
    }

    public override void Dispose() => PluginGuard.Call(_segment.Backend, _executor.Dispose);
}

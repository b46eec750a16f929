using System.Diagnostics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Threading;

namespace NnBridge.Backends.Cpu.Execution;

/// <summary>Runs a subgraph whose shapes are all known: buffers are bound once, a run allocates nothing.</summary>
internal sealed class StaticExecutor : ISubgraphExecutor
{
    private readonly CompiledSubgraph _program;
    private readonly TensorBuffer[] _slots;
    private readonly TensorBuffer[][] _inputs;
    private readonly TensorBuffer[][] _outputs;
    private readonly Binding[] _bindings;
    private readonly Scratch _scratch = new();

    public StaticExecutor(CompiledSubgraph program, ReadOnlySpan<Memory<byte>> blocks)
    {
        _program = program;
        SubgraphLayout layout = program.Layout;
        _slots = new TensorBuffer[layout.Values.Length];
        for (int i = 0; i < _slots.Length; i++)
        {
            Value value = layout.Values[i];
            if (value.Constant is { } constant) _slots[i] = TensorBuffer.OfConstant(constant);
            else if (layout.PlaceOf(i) is { } place) _slots[i] = new TensorBuffer(value.Info, blocks[place.Block].Slice((int)place.Offset, (int)place.Length));
            else _slots[i] = new TensorBuffer(value.Info, default);
        }

        _inputs = Array.ConvertAll(program.Nodes, n => Bind(n.Inputs));
        _outputs = Array.ConvertAll(program.Nodes, n => Bind(n.Outputs));
        _bindings = FindBindings(layout);
    }

    public void Run(ReadOnlySpan<TensorBuffer> inputs, ReadOnlySpan<TensorBuffer> outputs, RunContext context)
    {
        SubgraphLayout layout = _program.Layout;
        for (int i = 0; i < inputs.Length; i++) _slots[layout.Inputs[i]] = inputs[i];
        for (int i = 0; i < outputs.Length; i++) _slots[layout.Outputs[i]] = outputs[i];
        foreach (Binding b in _bindings) b.Buffers[b.Index] = _slots[b.Slot];
        WorkerPool.Enter();
        try
        {
            RunNodes(context);
        }
        finally
        {
            WorkerPool.Leave();
        }
    }

    public void Dispose() { }

    private void RunNodes(RunContext context)
    {
        IProfileSink? profile = context.Profile;
        for (int i = 0; i < _program.Nodes.Length; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            NodeProgram node = _program.Nodes[i];
            _scratch.Reset();
            long start = profile is null ? 0 : Stopwatch.GetTimestamp();
            node.Kernel.Run(new KernelArgs(_inputs[i], _outputs[i], _scratch));
            profile?.Record(new ProfileEvent("node", _program.Backend.Id, node.Node.Id, start, Stopwatch.GetTimestamp()));
        }
    }

    private TensorBuffer[] Bind(int[] slots)
    {
        var bound = new TensorBuffer[slots.Length];
        for (int i = 0; i < bound.Length; i++) bound[i] = slots[i] < 0 ? default : _slots[slots[i]];
        return bound;
    }

    private Binding[] FindBindings(SubgraphLayout layout)
    {
        var boundary = new HashSet<int>([.. layout.Inputs, .. layout.Outputs]);
        var bindings = new List<Binding>();
        for (int n = 0; n < _program.Nodes.Length; n++)
        {
            Collect(_program.Nodes[n].Inputs, _inputs[n]);
            Collect(_program.Nodes[n].Outputs, _outputs[n]);
        }

        return [.. bindings];

        void Collect(int[] slots, TensorBuffer[] buffers)
        {
            for (int i = 0; i < slots.Length; i++)
                if (boundary.Contains(slots[i])) bindings.Add(new Binding(buffers, i, slots[i]));
        }
    }

    /// <summary>An operand or result that the caller's buffers must be put into before each run.</summary>
    private sealed record Binding(TensorBuffer[] Buffers, int Index, int Slot);
}

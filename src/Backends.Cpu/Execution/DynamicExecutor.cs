using System.Collections.Immutable;
using System.Diagnostics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Threading;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Execution;

/// <summary>Runs a subgraph some of whose shapes depend on data: shapes are inferred node by node from the tensors of this run.</summary>
internal sealed class DynamicExecutor : IDynamicExecutor, IDynamicOutputs
{
    private readonly CompiledSubgraph _program;
    private readonly TensorBuffer[] _slots;
    private readonly byte[][] _memory;
    private readonly int[] _outputIndex;
    private readonly Scratch _scratch = new();
    private NodeProgram? _running;
    private IOutputAllocator? _allocator;

    public DynamicExecutor(CompiledSubgraph program)
    {
        _program = program;
        SubgraphLayout layout = program.Layout;
        _slots = new TensorBuffer[layout.Values.Length];
        _memory = new byte[layout.Values.Length][];
        _outputIndex = new int[layout.Values.Length];
        Array.Fill(_outputIndex, -1);
        for (int i = 0; i < layout.Outputs.Length; i++) _outputIndex[layout.Outputs[i]] = i;
        for (int i = 0; i < _slots.Length; i++)
            if (layout.Values[i].Constant is { } constant) _slots[i] = TensorBuffer.OfConstant(constant);
    }

    public void Run(ReadOnlySpan<TensorBuffer> inputs, ReadOnlySpan<TensorBuffer> outputs, RunContext context) =>
        throw new InvalidOperationException("shapes depend on data: run with an output allocator");

    public void Run(ReadOnlySpan<TensorBuffer> inputs, IOutputAllocator outputs, RunContext context)
    {
        SubgraphLayout layout = _program.Layout;
        _allocator = outputs;
        for (int i = 0; i < inputs.Length; i++) _slots[layout.Inputs[i]] = inputs[i];
        WorkerPool.Enter();
        try
        {
            foreach (NodeProgram node in _program.Nodes)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                long start = context.Profile is null ? 0 : Stopwatch.GetTimestamp();
                RunNode(node);
                context.Profile?.Record(new ProfileEvent("node", _program.Backend.Id, node.Node.Id, start, Stopwatch.GetTimestamp()));
            }
        }
        finally
        {
            WorkerPool.Leave();
        }
    }

    TensorBuffer IDynamicOutputs.Allocate(int output, TensorInfo info) => Memory(_running!.Outputs[output], info);

    public void Dispose() { }

    private void RunNode(NodeProgram node)
    {
        _running = node;
        _scratch.Reset();
        TensorBuffer[] inputs = [.. node.Inputs.Select(s => s < 0 ? default : _slots[s])];
        var outputs = new TensorBuffer[node.Outputs.Length];
        ImmutableArray<TensorInfo> inferred = Infer(node, inputs);
        for (int i = 0; i < outputs.Length; i++)
        {
            TensorInfo info = inferred[i] with { Quantization = node.Node.Outputs[i].Info.Quantization };
            outputs[i] = info.Shape.IsStatic ? Memory(node.Outputs[i], info) : new TensorBuffer(info, default);
        }

        node.Kernel.Run(new KernelArgs(inputs, outputs, _scratch, this));
        for (int i = 0; i < outputs.Length; i++)
        {
            if (!outputs[i].Info.Shape.IsStatic)
                throw new InvalidOperationException($"{node.Node}: the kernel did not state the shape of output {i}");
            _slots[node.Outputs[i]] = outputs[i];
        }
    }

    private static ImmutableArray<TensorInfo> Infer(NodeProgram node, TensorBuffer[] inputs)
    {
        TensorInfo?[] infos = [.. inputs.Select(b => b.Info)];
        Tensor?[] values = [.. inputs.Select(b => b.Info is null ? null : new Tensor(b.Info, b.Bytes))];
        QuantizationInfo?[] quantization = [.. node.Node.Outputs.Select(v => v.Info.Quantization)];
        try
        {
            return node.Node.Op.InferOutputs(new InferenceContext(infos, values, quantization));
        }
        catch (InvalidNetworkException e)
        {
            throw new InvalidNetworkException($"{node.Node}: {e.Message}", e);
        }
    }

    private TensorBuffer Memory(int slot, TensorInfo info)
    {
        if (_outputIndex[slot] >= 0) return _allocator!.Allocate(_outputIndex[slot], info);
        int bytes = checked((int)info.ByteCount);
        if (_memory[slot] is null || _memory[slot].Length < bytes) _memory[slot] = new byte[bytes];
        return new TensorBuffer(info, _memory[slot].AsMemory(0, bytes));
    }
}

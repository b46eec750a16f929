namespace NnBridge.Conformance;

/// <summary>Builds one-node networks of cases and runs them through the backend contract.</summary>
public static class CaseRunner
{
    /// <summary>A network of the case's node alone.</summary>
    /// <param name="case">The case.</param>
    /// <param name="info">What is known of an operand that is given at run time; null for all.</param>
    /// <param name="constants">Whether constant operands are constants of the network.</param>
    /// <exception cref="InvalidNetworkException">The operator does not take such operands.</exception>
    public static Network Build(OpCase @case, Func<TensorInfo, TensorInfo>? info = null, bool constants = true)
    {
        ArgumentNullException.ThrowIfNull(@case);
        var builder = new NetworkBuilder(@case.Name);
        var inputs = new Value?[@case.Inputs.Count];
        for (int i = 0; i < inputs.Length; i++)
            if (@case.Inputs[i] is { } operand)
                inputs[i] = operand.IsConstant && constants
                    ? builder.Constant($"operand{i}", operand.Tensor)
                    : builder.Input($"operand{i}", info is null ? operand.Tensor.Info : info(operand.Tensor.Info));
        foreach (Value output in builder.AddMany("node", @case.Op, inputs, @case.Outputs.ToArray())) builder.Output(output);
        return builder.Build();
    }

    /// <summary>Runs the network's only node; null with a reason when the backend cannot.</summary>
    /// <param name="backend">What runs it.</param>
    /// <param name="network">The network.</param>
    /// <param name="case">Where operands come from.</param>
    /// <param name="reason">Why the backend cannot.</param>
    /// <param name="misaligned">Whether buffers begin one element after an aligned address.</param>
    /// <param name="threads">Threads that the backend may use.</param>
    /// <exception cref="InvalidOperationException">The backend left an output out, wrote beside one, or wrote to an input.</exception>
    public static TensorBuffer[]? Run(IBackend backend, Network network, OpCase @case, out string? reason, bool misaligned = false, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(@case);
        Node node = network.Nodes.Single();
        Support support = backend.Supports(node);
        reason = support.Reason;
        if (!support.IsSupported) return null;
        Tensor[] operands = [.. Enumerable.Range(0, @case.Inputs.Count).Where(i => node.Inputs[i] is { Constant: null }).Select(i => @case.Inputs[i]!.Tensor)];
        TensorBuffer[] inputs = [.. operands.Select(t => Guarded(t, misaligned).Buffer)];
        var subgraph = new Subgraph(network.Nodes, network.Inputs, node.Outputs);
        using ICompiledSubgraph compiled = backend.Compile(subgraph, new CompileContext { Threads = threads });
        using ISubgraphExecutor executor = compiled.CreateExecutor(new byte[compiled.WorkspaceBytes]);
        if (executor is IDynamicExecutor dynamic)
        {
            var allocator = new Allocator(node.Outputs.Length);
            dynamic.Run(inputs, allocator, new RunContext());
            RequireUnchanged(inputs, operands);
            return [.. allocator.Results.Select(Checked)];
        }

        GuardedBuffer[] outputs = [.. node.Outputs.Select(v => Guarded(v.Info, misaligned))];
        executor.Run(inputs, [.. outputs.Select(o => o.Buffer)], new RunContext());
        RequireUnchanged(inputs, operands);
        return [.. outputs.Select(Checked)];
    }

    private static GuardedBuffer Guarded(TensorInfo info, bool misaligned) => new(info, misaligned ? (info.Type.BitWidth() + 7) / 8 : 0);

    private static GuardedBuffer Guarded(Tensor tensor, bool misaligned)
    {
        GuardedBuffer buffer = Guarded(tensor.Info, misaligned);
        tensor.Bytes.CopyTo(buffer.Buffer.Bytes);
        return buffer;
    }

    private static void RequireUnchanged(TensorBuffer[] inputs, Tensor[] operands)
    {
        for (int i = 0; i < inputs.Length; i++)
            if (!inputs[i].Bytes.Span.SequenceEqual(operands[i].Bytes.Span)) throw new InvalidOperationException($"input {i} was written to");
    }

    private static TensorBuffer Checked(GuardedBuffer? output, int index) =>
        output is null ? throw new InvalidOperationException($"output {index} was not allocated")
        : output.Check() is { } problem ? throw new InvalidOperationException($"output {index}: {problem}")
        : output.Buffer;

    private sealed class Allocator(int count) : IOutputAllocator
    {
        public GuardedBuffer?[] Results { get; } = new GuardedBuffer?[count];

        public TensorBuffer Allocate(int index, TensorInfo info) => (Results[index] = new GuardedBuffer(info)).Buffer;
    }
}

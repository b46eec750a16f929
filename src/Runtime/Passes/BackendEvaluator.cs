using System.Collections.Immutable;
using NnBridge.Runtime.Execution;
using NnBridge.Runtime.Plugins;

namespace NnBridge.Runtime.Passes;

/// <summary>Computes constant nodes on the loaded backends, the most exact one first.</summary>
/// <param name="backends">Backends; those of lowest priority, the reference ones, are asked first.</param>
internal sealed class BackendEvaluator(ImmutableArray<OpenBackend> backends) : IConstantEvaluator
{
    /// <summary>Results beyond this size that are also larger than their operands stay computed: a file must not grow in memory at will.</summary>
    public const long MaxGrowthBytes = 1 << 20;

    private readonly ImmutableArray<OpenBackend> _backends = [.. backends.OrderBy(b => b.Info.Priority)];

    public ImmutableArray<Tensor>? Evaluate(Node node)
    {
        long results = node.Outputs.Sum(v => v.Info.ByteCount), operands = node.Inputs.Sum(v => v?.Info.ByteCount ?? 0);
        // Four times: constant Float16 or Int8 weights become Float32.
        if (results > MaxGrowthBytes && results > 4 * operands) return null;
        OpenBackend? backend = _backends.FirstOrDefault(b => b.Supports(node).IsSupported);
        if (backend is null) return null;
        try
        {
            return Run(backend, node);
        }
        catch (SubgraphRejectedException)
        {
            return null;
        }
    }

    private static ImmutableArray<Tensor> Run(OpenBackend backend, Node node)
    {
        using ICompiledSubgraph compiled = backend.Compile(new Subgraph([node], [], node.Outputs), new CompileContext());
        int alignment = backend.Info.BufferAlignment;
        using ISubgraphExecutor executor = compiled.CreateExecutor(AlignedMemory.Allocate(compiled.WorkspaceBytes, alignment));
        TensorBuffer[] outputs = [.. node.Outputs.Select(v => new TensorBuffer(v.Info, AlignedMemory.Allocate(v.Info.ByteCount, alignment)))];
        executor.Run([], outputs, new RunContext());
        return [.. outputs.Select(o => new Tensor(o.Info, o.Bytes))];
    }
}

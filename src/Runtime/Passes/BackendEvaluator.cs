using System.Collections.Immutable;
using NnBridge.Runtime.Execution;
using NnBridge.Runtime.Plugins;

namespace NnBridge.Runtime.Passes;

/// <summary>Computes constant nodes on the loaded backends, the most exact one first.</summary>
/// <param name="backends">Backends; those of lowest priority, the reference ones, are asked first.</param>
internal sealed class BackendEvaluator(ImmutableArray<OpenBackend> backends) : IConstantEvaluator
{
    private readonly ImmutableArray<OpenBackend> _backends = [.. backends.OrderBy(b => b.Info.Priority)];

    public ImmutableArray<Tensor>? Evaluate(Node node)
    {
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
        var outputs = new TensorBuffer[node.Outputs.Length];
        for (int i = 0; i < outputs.Length; i++) outputs[i] = new TensorBuffer(node.Outputs[i].Info, AlignedMemory.Allocate(node.Outputs[i].Info.ByteCount, alignment));
        executor.Run([], outputs, new RunContext());
        var results = new Tensor[outputs.Length];
        for (int i = 0; i < results.Length; i++) results[i] = new Tensor(outputs[i].Info, outputs[i].Bytes);
        return [.. results];
    }
}

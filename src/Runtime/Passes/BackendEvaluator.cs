using System.Collections.Immutable;
using NnBridge.Runtime.Execution;
using NnBridge.Runtime.Plugins;

namespace NnBridge.Runtime.Passes;

/// <summary>Computes constant nodes on the loaded backends, the most exact one first.</summary>
/// <param name="backends">Backends by priority; those of lowest priority, the reference ones, are asked first.</param>
internal sealed class BackendEvaluator(ImmutableArray<OpenBackend> backends) : IConstantEvaluator
{
    public ImmutableArray<Tensor>? Evaluate(Node node)
    {
        if (BackendOf(node) is not { } backend) return null;
        try
        {
            var outputs = new TensorBuffer[node.Outputs.Length];
            for (int i = 0; i < outputs.Length; i++)
                outputs[i] = new TensorBuffer(node.Outputs[i].Info, AlignedMemory.Allocate(node.Outputs[i].Info.ByteCount, backend.Info.BufferAlignment));
            using ICompiledSubgraph compiled = backend.Compile(new Subgraph([node], [], node.Outputs), new CompileContext());
            using ISubgraphExecutor executor = compiled.CreateExecutor(AlignedMemory.Allocate(compiled.WorkspaceBytes, backend.Info.BufferAlignment));
            executor.Run([], outputs, new RunContext());
            var results = new Tensor[outputs.Length];
            for (int i = 0; i < results.Length; i++) results[i] = new Tensor(outputs[i].Info, outputs[i].Bytes);
            return [.. results];
        }
        catch (SubgraphRejectedException)
        {
            return null;
        }
    }

    private OpenBackend? BackendOf(Node node)
    {
        for (int i = backends.Length - 1; i >= 0; i--)
            if (backends[i].Supports(node).IsSupported) return backends[i];
        return null;
    }
}

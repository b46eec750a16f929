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
        for (int i = backends.Length - 1; i >= 0; i--)
        {
            if (!backends[i].Supports(node).IsSupported) continue;
            try
            {
                return Run(backends[i], node);
            }
            catch (SubgraphRejectedException)
            {
                return null;
            }
        }

        return null;
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

using System.Collections.Immutable;
using NnBridge.Runtime.Execution;
using NnBridge.Runtime.Plugins;

namespace NnBridge.Runtime.Passes;

/// <summary>Computes constant nodes on the loaded backends, the most exact one first.</summary>
/// <param name="backends">Backends by priority; those of lowest priority, the reference ones, are asked first.</param>
internal sealed class BackendEvaluator(ImmutableArray<OpenBackend> backends) : IConstantEvaluator
{
    public ImmutableArray<Tensor>? Evaluate(Node node, long limit)
    {
        if (BackendOf(node) is not { } backend) return null;
        var outputs = new Results(node, backend.Info.BufferAlignment, limit);
        try
        {
            if (!outputs.AllocateKnown()) return null;
            using ICompiledSubgraph compiled = backend.Compile(new Subgraph([node], [], node.Outputs), new CompileContext());
            using ISubgraphExecutor executor = compiled.CreateExecutor(AlignedMemory.Allocate(compiled.WorkspaceBytes, backend.Info.BufferAlignment));
            if (executor is IDynamicExecutor dynamic) dynamic.Run([], outputs, new RunContext());
            else executor.Run([], outputs.Buffers, new RunContext());
            return outputs.ToTensors();
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

    /// <summary>Memory of results: those of known shape have it before the run.</summary>
    private sealed class Results(Node node, int alignment, long limit) : IOutputAllocator
    {
        private long _left = limit;

        public TensorBuffer[] Buffers { get; } = new TensorBuffer[node.Outputs.Length];

        public bool AllocateKnown()
        {
            for (int i = 0; i < Buffers.Length; i++)
            {
                TensorInfo info = node.Outputs[i].Info;
                if (!info.Shape.IsStatic) continue;
                if (info.ByteCount > _left) return false;
                Buffers[i] = Take(info);
            }

            return true;
        }

        public TensorBuffer Allocate(int index, TensorInfo info)
        {
            if (node.Outputs[index].Info.Shape.IsStatic) return Buffers[index];
            if (info.ByteCount > _left) throw new SubgraphRejectedException($"{info} would be too large to keep", [node]);
            return Buffers[index] = Take(info);
        }

        public ImmutableArray<Tensor> ToTensors() => [.. Buffers.Select(b => new Tensor(b.Info, b.Bytes))];

        private TensorBuffer Take(TensorInfo info)
        {
            _left -= info.ByteCount;
            return new TensorBuffer(info, AlignedMemory.Allocate(info.ByteCount, alignment));
        }
    }
}

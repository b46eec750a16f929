using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Execution;

/// <summary>A subgraph as a list of prepared kernels.</summary>
internal sealed class CompiledSubgraph : ICompiledSubgraph
{
    public CompiledSubgraph(Subgraph subgraph, BackendInfo backend, Func<Node, IPreparedKernel> prepare, CancellationToken cancellation)
    {
        Backend = backend;
        Layout = new SubgraphLayout(subgraph, backend.BufferAlignment);
        Nodes = new NodeProgram[subgraph.Nodes.Length];
        for (int i = 0; i < Nodes.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Node node = subgraph.Nodes[i];
            Nodes[i] = new NodeProgram(node, prepare(node), Layout.Slots(node.Inputs), Layout.Slots(node.Outputs));
        }
    }

    public BackendInfo Backend { get; }

    public SubgraphLayout Layout { get; }

    public NodeProgram[] Nodes { get; }

    public long WorkspaceBytes => Layout.WorkspaceBytes;

    public ISubgraphExecutor CreateExecutor(Memory<byte> workspace) =>
        Layout.IsStatic ? new StaticExecutor(this, workspace) : new DynamicExecutor(this);

    public void Dispose() { }
}

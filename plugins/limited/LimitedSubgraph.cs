namespace NnBridge.Plugins.Limited;

/// <summary>A subgraph of known nodes; values inside it live in the workspace that the host gives, planned by lifetime.</summary>
internal sealed class LimitedSubgraph : ICompiledSubgraph
{
    private readonly Dictionary<Value, long> _offsets = [];

    public LimitedSubgraph(Subgraph subgraph, BackendInfo info)
    {
        (Subgraph, Info) = (subgraph, info);
        Value[] inner = [.. subgraph.Nodes.Select(n => n.Outputs[0]).Where(v => !subgraph.Outputs.Contains(v))];
        MemoryPlan plan = MemoryPlanner.Plan([.. inner.Select(Lifetime)], info.BufferAlignment);
        for (int i = 0; i < inner.Length; i++) _offsets[inner[i]] = plan.Offsets[i];
        WorkspaceBytes = plan.TotalBytes;
    }

    public Subgraph Subgraph { get; }

    public BackendInfo Info { get; }

    public long WorkspaceBytes { get; }

    public ISubgraphExecutor CreateExecutor(Memory<byte> workspace) => new LimitedExecutor(this, workspace);

    /// <summary>Where a value inside the subgraph lies.</summary>
    public Memory<byte> Place(Value value, Memory<byte> workspace) => workspace.Slice((int)_offsets[value], (int)value.Info.ByteCount);

    public void Dispose() { }

    private MemoryBlock Lifetime(Value value)
    {
        int first = Subgraph.Nodes.IndexOf(value.Producer!), last = first;
        for (int i = first; i < Subgraph.Nodes.Length; i++) if (Subgraph.Nodes[i].Inputs.Contains(value)) last = i;
        return new MemoryBlock(value.Info.ByteCount, first, last);
    }
}

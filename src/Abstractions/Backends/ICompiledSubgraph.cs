namespace NnBridge;

/// <summary>A subgraph ready to run. Immutable and thread-safe: many sessions share it.</summary>
public interface ICompiledSubgraph : IDisposable
{
    /// <summary>Bytes of scratch memory that one run needs, for internal tensors for instance. Plan them with <see cref="MemoryPlanner"/>.</summary>
    /// <remarks>Nothing in it survives a run: subgraphs that run one after the other share it.</remarks>
    long WorkspaceBytes { get; }

    /// <summary>Makes what one session needs.</summary>
    /// <param name="workspace">At least <see cref="WorkspaceBytes"/> bytes, aligned as <see cref="BackendInfo.BufferAlignment"/> says.</param>
    ISubgraphExecutor CreateExecutor(Memory<byte> workspace);
}

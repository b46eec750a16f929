namespace NnBridge;

/// <summary>A device that runs subgraphs. Thread-safe.</summary>
/// <remarks>
/// Extra powers are separate optional interfaces that the host tests for (<see cref="IDynamicShapes"/>). The contract never
/// gains a member per operator.
/// </remarks>
public interface IBackend : IOpSupport, IDisposable
{
    /// <summary>Which device this is.</summary>
    BackendInfo Info { get; }

    /// <summary>Prepares a subgraph: packs weights, plans memory, builds code. Every node in it was answered Yes.</summary>
    /// <exception cref="SubgraphRejectedException">It cannot be done after all; the host places the nodes elsewhere.</exception>
    /// <exception cref="BackendException">The device failed.</exception>
    ICompiledSubgraph Compile(Subgraph subgraph, CompileContext context);
}

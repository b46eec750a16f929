namespace NnBridge;

/// <summary>Runs a subgraph for one session, one run at a time. Does not allocate managed memory while it runs.</summary>
public interface ISubgraphExecutor : IDisposable
{
    /// <summary>Runs the subgraph once and returns when its outputs are written.</summary>
    /// <param name="inputs">In the order of <see cref="Subgraph.Inputs"/>; they must not be written.</param>
    /// <param name="outputs">In the order of <see cref="Subgraph.Outputs"/>; they do not overlap inputs, but see <see cref="IPlannedSubgraph"/>.</param>
    /// <param name="context">Profile, cancellation.</param>
    /// <exception cref="OperationCanceledException">Cancelled between nodes.</exception>
    /// <exception cref="BackendException">The device failed.</exception>
    void Run(ReadOnlySpan<TensorBuffer> inputs, ReadOnlySpan<TensorBuffer> outputs, RunContext context);
}

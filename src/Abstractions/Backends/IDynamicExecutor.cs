namespace NnBridge;

/// <summary>An executor that finds the shapes of its outputs while it runs.</summary>
public interface IDynamicExecutor : ISubgraphExecutor
{
    /// <summary>Runs the subgraph once.</summary>
    /// <param name="inputs">In the order of <see cref="Subgraph.Inputs"/>, with the shapes of this run.</param>
    /// <param name="outputs">Asked once per output for memory, when its shape is known.</param>
    /// <param name="context">Profile, cancellation.</param>
    void Run(ReadOnlySpan<TensorBuffer> inputs, IOutputAllocator outputs, RunContext context);
}

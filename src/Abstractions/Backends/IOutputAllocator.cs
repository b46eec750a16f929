namespace NnBridge;

/// <summary>Gives memory to outputs whose shape is known only at run time.</summary>
public interface IOutputAllocator
{
    /// <summary>Memory for output <paramref name="index"/>; valid until the next run.</summary>
    /// <param name="index">Index in <see cref="Subgraph.Outputs"/>.</param>
    /// <param name="info">Type and shape, all dimensions known.</param>
    TensorBuffer Allocate(int index, TensorInfo info);
}

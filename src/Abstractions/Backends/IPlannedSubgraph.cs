using System.Collections.Immutable;

namespace NnBridge;

/// <summary>
/// Optional power of a compiled subgraph: tells the host when its memory is in use, so that the host plans it together with everything else.
/// Without it, the workspace is one block, and inputs and outputs are in use as long as the subgraph runs.
/// </summary>
/// <remarks>
/// A run is divided into steps, counted from 0, usually one per node. An output may then lie where an input was whose last step is over, or in
/// memory of blocks that are no longer, or not yet, in use.
/// </remarks>
public interface IPlannedSubgraph : ICompiledSubgraph
{
    /// <summary>Steps of a run, at least 1.</summary>
    int Steps { get; }

    /// <summary>Internal memory; uses are counted in steps.</summary>
    ImmutableArray<MemoryBlock> Blocks { get; }

    /// <summary>Last step that reads each input, in the order of <see cref="Subgraph.Inputs"/>.</summary>
    ImmutableArray<int> InputLastSteps { get; }

    /// <summary>First step that writes each output, in the order of <see cref="Subgraph.Outputs"/>.</summary>
    ImmutableArray<int> OutputFirstSteps { get; }

    /// <summary>Makes what one session needs.</summary>
    /// <param name="blocks">Memory of each of <see cref="Blocks"/>, aligned as <see cref="BackendInfo.BufferAlignment"/> says.</param>
    ISubgraphExecutor CreateExecutor(ReadOnlySpan<Memory<byte>> blocks);
}

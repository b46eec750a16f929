using System.Collections.Immutable;
using NnBridge.Runtime.Plugins;

namespace NnBridge.Runtime.Compilation;

/// <summary>One thing that a program does, one after the other.</summary>
/// <param name="Segment">The nodes.</param>
/// <param name="Memory">When it uses memory of the arena.</param>
internal abstract record Step(Segment Segment, StepMemory Memory) : IDisposable
{
    /// <summary>Frees compiled code.</summary>
    public abstract void Dispose();
}

/// <summary>Runs a segment on its backend.</summary>
internal sealed record BackendStep(Segment Segment, ICompiledSubgraph Compiled) : Step(Segment, StepMemory.Of(Segment, Compiled))
{
    public override void Dispose() => PluginGuard.Call(Segment.Backend, Compiled.Dispose);
}

/// <summary>Runs a control-flow node: chooses and repeats programs of its nested networks, in the order of <c>NestedNetworks.Of</c>.</summary>
internal sealed record ControlStep(Segment Segment, Node Node, ImmutableArray<GraphProgram> Programs)
    : Step(Segment, StepMemory.Workspace(Segment, Programs.Max(p => p.ArenaBytes)))
{
    public override void Dispose()
    {
        foreach (GraphProgram program in Programs) program.Dispose();
    }
}

using System.Collections.Immutable;

namespace NnBridge.Runtime.Compilation;

/// <summary>One thing that a program does, one after the other.</summary>
/// <param name="Segment">The nodes.</param>
/// <param name="WorkspaceBytes">Scratch memory it takes from the arena while it runs.</param>
internal abstract record Step(Segment Segment, long WorkspaceBytes);

/// <summary>Runs a segment on its backend.</summary>
internal sealed record BackendStep(Segment Segment, ICompiledSubgraph Compiled) : Step(Segment, Compiled.WorkspaceBytes);

/// <summary>Runs a control-flow node: chooses and repeats programs of its nested networks, in the order of <c>NestedNetworks.Of</c>.</summary>
internal sealed record ControlStep(Segment Segment, Node Node, ImmutableArray<GraphProgram> Programs)
    : Step(Segment, Programs.Max(p => p.ArenaBytes));

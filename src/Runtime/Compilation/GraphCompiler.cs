using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NnBridge.Runtime.Execution;
using NnBridge.Runtime.Graph;
using NnBridge.Runtime.Partitioning;
using NnBridge.Runtime.Plugins;

namespace NnBridge.Runtime.Compilation;

/// <summary>Places the nodes of a network and has the backends compile them; what a backend rejects is placed elsewhere.</summary>
/// <param name="backends">In order of preference.</param>
/// <param name="partitioner">Chooses among them.</param>
/// <param name="options">What the caller wants.</param>
/// <param name="logger">Hears of rejections and fallbacks.</param>
internal sealed class GraphCompiler(
    ImmutableArray<OpenBackend> backends, IPartitioner partitioner, CompileOptions options, ILogger logger)
{
    private readonly Dictionary<string, OpenBackend> _byId = backends.ToDictionary(b => b.Info.Id);

    /// <summary>Compiles an optimised network and the networks inside it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="profile">Receives how long partitioning and each segment took.</param>
    /// <param name="cancellation">Looked at between segments.</param>
    /// <exception cref="UnsupportedOperatorException">Nodes that no backend runs, those inside control flow included.</exception>
    public GraphProgram Compile(Network network, ProfileRecorder profile, CancellationToken cancellation)
    {
        var answers = new Dictionary<Network, SupportTable>(ReferenceEqualityComparer.Instance);
        var unsupported = new List<UnsupportedOperator>();
        Ask(network, answers, unsupported);
        return unsupported.Count == 0
            ? CompileSupported(network, answers, profile, cancellation)
            : throw new UnsupportedOperatorException($"network '{network.Name}' cannot run on the backends given", [.. unsupported]);
    }

    /// <summary>Asks the backends about a network and those inside it, and keeps what they answer.</summary>
    private void Ask(Network network, Dictionary<Network, SupportTable> answers, List<UnsupportedOperator> unsupported)
    {
        if (!answers.TryGetValue(network, out SupportTable? table)) answers[network] = table = new SupportTable(network, backends);
        unsupported.AddRange(table.Unsupported);
        foreach (Node node in network.Nodes)
            foreach (Network nested in NestedNetworks.Of(node.Op)) Ask(nested, answers, unsupported);
    }

    private GraphProgram CompileSupported(Network network, Dictionary<Network, SupportTable> tables, ProfileRecorder profile, CancellationToken cancellation)
    {
        SupportTable answers = tables[network];
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            ImmutableArray<Placement> placements = partitioner.Place(network, answers, options);
            CheckFallback(network, placements);
            ImmutableArray<Segment> segments = SegmentBuilder.Build(network, placements);
            profile.Record(new ProfileEvent("partition", "", -1, start, Stopwatch.GetTimestamp()), network);
            // Each rejection rules out at least one pair of node and backend, so the loop ends.
            if (TryCompile(segments, tables, answers, profile, cancellation) is not { } steps) continue;
            var nested = new Dictionary<Node, ImmutableArray<PartitionPlan>>();
            foreach (Step step in steps)
                if (step is ControlStep control) nested.Add(control.Node, [.. control.Programs.Select(p => p.Plan)]);
            var plan = new PartitionPlan(network, segments, placements, nested);
            return new GraphProgram(plan, steps, Alignment());
        }
    }

    private int Alignment()
    {
        int alignment = 1;
        foreach (OpenBackend backend in backends) alignment = Math.Max(alignment, backend.Info.BufferAlignment);
        return alignment;
    }

    private ImmutableArray<Step>? TryCompile(
        ImmutableArray<Segment> segments, Dictionary<Network, SupportTable> tables, SupportTable answers, ProfileRecorder profile, CancellationToken cancellation)
    {
        var steps = ImmutableArray.CreateBuilder<Step>(segments.Length);
        bool complete = false;
        try
        {
            foreach (Segment segment in segments) steps.Add(CompileStep(segment, tables, profile, cancellation));
            complete = true;
            return steps.MoveToImmutable();
        }
        catch (SubgraphRejectedException rejection)
        {
            Segment segment = segments[steps.Count];
            foreach (Node node in rejection.Nodes.IsEmpty ? segment.Subgraph.Nodes : rejection.Nodes)
                answers.Reject(node, segment.Backend, rejection.Message);
            Log.Rejected(logger, segment.Backend, segment.Subgraph.Nodes.Length, rejection.Message);
            return null;
        }
        finally
        {
            if (!complete) foreach (Step step in steps) step.Dispose();
        }
    }

    private Step CompileStep(Segment segment, Dictionary<Network, SupportTable> tables, ProfileRecorder profile, CancellationToken cancellation)
    {
        if (segment.Backend == PartitionPlan.Runtime) return CompileControl(segment, tables, profile, cancellation);
        long start = Stopwatch.GetTimestamp();
        var context = new CompileContext { CacheDirectory = options.CacheDirectory, Threads = options.Threads, Precision = options.Precision, Cancellation = cancellation };
        ICompiledSubgraph compiled = _byId[segment.Backend].Compile(segment.Subgraph, context);
        profile.Record(new ProfileEvent("compile", segment.Backend, -1, start, Stopwatch.GetTimestamp()), null);
        return new BackendStep(segment, compiled);
    }

    private ControlStep CompileControl(Segment segment, Dictionary<Network, SupportTable> tables, ProfileRecorder profile, CancellationToken cancellation)
    {
        Node node = segment.Subgraph.Nodes[0];
        var programs = ImmutableArray.CreateBuilder<GraphProgram>();
        bool complete = false;
        try
        {
            foreach (Network nested in NestedNetworks.Of(node.Op)) programs.Add(CompileSupported(nested, tables, profile, cancellation));
            complete = true;
            return new ControlStep(segment, node, programs.ToImmutable());
        }
        finally
        {
            if (!complete) foreach (GraphProgram program in programs) program.Dispose();
        }
    }

    private void CheckFallback(Network network, ImmutableArray<Placement> placements)
    {
        if (options.Fallback == Fallback.Allow) return;
        string first = backends[0].Info.Id;
        Placement[] elsewhere = [.. placements.Where(p => p.Backend != first && p.Backend is not (PartitionPlan.Runtime or AppBackend.Id) && p.Cause != "pin")];
        if (elsewhere.Length == 0) return;
        if (options.Fallback == Fallback.Warn)
        {
            Log.FellBack(logger, elsewhere.Length, first, elsewhere[0].Node.ToString());
            return;
        }

        throw new UnsupportedOperatorException($"network '{network.Name}' must run on {first} alone", [.. elsewhere.Select(p =>
            new UnsupportedOperator(p.Node.Op.Name, p.Node.ToString(), p.Refusals.FirstOrDefault(r => r.Backend == first)?.Reason ?? "placed elsewhere"))]);
    }
}

using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
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
    public GraphProgram Compile(Network network, CancellationToken cancellation)
    {
        var answers = new SupportTable(network, backends);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            ImmutableArray<Placement> placements = [.. partitioner.Place(network, answers, options)];
            CheckFallback(network, placements);
            ImmutableArray<Segment> segments = SegmentBuilder.Build(network, placements);
            // Each rejection rules out at least one pair of node and backend, so the loop ends.
            if (TryCompile(segments, answers, cancellation) is not { } steps) continue;
            var nested = steps.OfType<ControlStep>().ToImmutableDictionary(s => s.Node, s => s.Programs.Select(p => p.Plan).ToImmutableArray());
            var plan = new PartitionPlan(network, segments, placements, nested);
            return new GraphProgram(plan, steps, backends.Max(b => b.Info.BufferAlignment));
        }
    }

    private ImmutableArray<Step>? TryCompile(ImmutableArray<Segment> segments, SupportTable answers, CancellationToken cancellation)
    {
        var steps = ImmutableArray.CreateBuilder<Step>(segments.Length);
        bool complete = false;
        try
        {
            foreach (Segment segment in segments) steps.Add(CompileStep(segment, cancellation));
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
            if (!complete) foreach (BackendStep step in steps.OfType<BackendStep>()) step.Compiled.Dispose();
        }
    }

    private Step CompileStep(Segment segment, CancellationToken cancellation)
    {
        if (segment.Backend == PartitionPlan.Runtime)
        {
            Node node = segment.Subgraph.Nodes[0];
            return new ControlStep(segment, node, [.. NestedNetworks.Of(node.Op).Select(n => Compile(n, cancellation))]);
        }

        var context = new CompileContext { CacheDirectory = options.CacheDirectory, Threads = options.Threads, Cancellation = cancellation };
        return new BackendStep(segment, _byId[segment.Backend].Compile(segment.Subgraph, context));
    }

    private void CheckFallback(Network network, ImmutableArray<Placement> placements)
    {
        if (options.Fallback == Fallback.Allow) return;
        string first = backends[0].Info.Id;
        Placement[] elsewhere = [.. placements.Where(p => p.Backend != first && p.Backend != PartitionPlan.Runtime && p.Cause != "pin")];
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

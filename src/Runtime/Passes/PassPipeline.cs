using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NnBridge.Ops;
using NnBridge.Runtime.Execution;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>Runs passes over a network and the networks inside it until nothing changes. Every pass that changes anything checks what it changed.</summary>
/// <param name="integers">Passes that bring quantized networks into operators on integers, before the others; in the order in which they run.</param>
/// <param name="passes">In the order in which they run.</param>
/// <param name="logger">Hears what changed.</param>
internal sealed class PassPipeline(ImmutableArray<INetworkPass> integers, ImmutableArray<INetworkPass> passes, ILogger logger)
{
    /// <summary>Rounds after which the pipeline stops even if passes still find something: two passes must not undo each other forever.</summary>
    private const int MaxRounds = 24;

    /// <summary>Networks inside that no pass finds anything in any more: they need not be gone through in every round.</summary>
    private readonly HashSet<Network> _settled = new(ReferenceEqualityComparer.Instance);

    /// <summary>What makes a network smaller or faster without changing a result; between folding constants and removing what is dead.</summary>
    private static readonly ImmutableArray<INetworkPass> Default =
    [
        new InlineBranches(),
        new RemoveIdentity(),
        new SimplifyPower(),
        new MergeReshapes(),
        new RecognizeShuffle(),
        new PickEarlier(),
        new SinkTransposes(),
        new CancelTransposes(),
        new FoldPad(),
        new MultiplyEinsum(),
        new MultiplyByWeights(),
        new FuseActivation(),
        new RecognizeFunctions(),
        new RecognizeNormalization(),
    ];

    /// <summary>The passes for a network.</summary>
    /// <param name="network">The network, which says how much may be computed ahead.</param>
    /// <param name="evaluator">Computes constants.</param>
    /// <param name="optimize">False takes only what compiling needs: initial states must be constants.</param>
    /// <param name="logger">Hears what changed.</param>
    public static PassPipeline For(Network network, IConstantEvaluator evaluator, bool optimize, ILogger logger)
    {
        var budget = new FoldingBudget(network);
        var fold = new FoldConstants(evaluator, budget);
        var scale = new FoldScale(budget);
        if (!optimize) return new PassPipeline([], [fold, new RemoveDeadCode()], logger);
        return new PassPipeline(
            [new FoldConstants(evaluator, budget, keepIntegers: true), .. Default, scale, new FuseQuantization(), new RemoveDeadCode()],
            [fold, .. Default, scale, new RemoveDeadCode()], logger);
    }

    /// <summary>The passes for a network that is written to a file: what is constant is computed, nothing else changes.</summary>
    /// <param name="network">The network, which says how much may be computed ahead.</param>
    /// <param name="evaluator">Computes constants.</param>
    /// <param name="logger">Hears what changed.</param>
    public static PassPipeline ForFile(Network network, IConstantEvaluator evaluator, ILogger logger) =>
        new([], [new FoldConstants(evaluator, new FoldingBudget(network), keepIntegers: true), new RemoveDeadCode()], logger);

    public Network Run(Network network, ProfileRecorder? profile)
    {
        if (network.Nodes.Any(n => n.Op is Quantize { Requantization: Requantization.Float })) network = Rounds(integers, network, profile, nested: false);
        return Rounds(passes, network, profile, nested: true);
    }

    private Network Rounds(ImmutableArray<INetworkPass> rounds, Network network, ProfileRecorder? profile, bool nested)
    {
        for (int round = 0; round < MaxRounds; round++)
        {
            // Only whether it changed is kept, not what it was: a large network that nobody needs any more is left to the garbage collector at once.
            bool changed = false;
            if (nested) Take(Nested(network, profile));
            foreach (INetworkPass pass in rounds) Take(Run(pass, network, profile));
            if (!changed) break;

            void Take(Network result)
            {
                changed |= result != network;
                network = result;
            }
        }

        return network;
    }

    private Network Run(INetworkPass pass, Network network, ProfileRecorder? profile)
    {
        long start = Stopwatch.GetTimestamp();
        Network result = pass.Run(network);
        profile?.Record(new ProfileEvent($"pass:{pass.Name}", "", -1, start, Stopwatch.GetTimestamp()), null);
        if (result != network) Log.PassRan(logger, pass.Name, network.Nodes.Length, result.Nodes.Length);
        return result;
    }

    private Network Nested(Network network, ProfileRecorder? profile)
    {
        var replaced = new Dictionary<Node, Op>();
        foreach (Node node in network.Nodes.Where(n => NestedNetworks.IsControlFlow(n.Op)))
        {
            Op op = NestedNetworks.With(node.Op, n => Inner(n, profile));
            if (!ReferenceEquals(op, node.Op)) replaced[node] = op;
        }

        return replaced.Count == 0 ? network : NetworkRewriter.Rewrite(network, (rewriter, node) =>
        {
            if (!replaced.TryGetValue(node, out Op? op)) return false;
            rewriter.Copy(node, op);
            return true;
        });
    }

    /// <summary>A network that does not fit the shapes it would be given is wrong only when it runs, so it stays as it is.</summary>
    private Network Inner(Network network, ProfileRecorder? profile)
    {
        if (_settled.Contains(network)) return network;
        Network result = network;
        try
        {
            result = Run(network, profile);
        }
        catch (InvalidNetworkException)
        {
            // It stays as it is.
        }

        _settled.Add(result);
        return result;
    }
}

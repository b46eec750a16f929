using System.Collections.Immutable;
using NnBridge.Ops;
using NnBridge.Runtime.Graph;
using NnBridge.Runtime.Plugins;

namespace NnBridge.Runtime.Partitioning;

/// <summary>What each backend answers about each node, with the pairs that compiling has ruled out.</summary>
internal sealed class SupportTable
{
    private readonly Dictionary<(Node, string), string> _rejected = [];
    private readonly ImmutableArray<Node> _nodes;
    private readonly Answer[] _answers;

    public SupportTable(Network network, ImmutableArray<OpenBackend> backends)
    {
        _nodes = network.Nodes;
        _answers = new Answer[_nodes.Length];
        var accepted = ImmutableArray.CreateBuilder<string>(backends.Length);
        var refusals = ImmutableArray.CreateBuilder<Refusal>(backends.Length);
        // Most nodes are accepted by the same backends: one answer serves all of them.
        var before = new Answer([], []);
        for (int i = 0; i < _answers.Length; i++)
        {
            accepted.Clear();
            refusals.Clear();
            foreach (OpenBackend backend in backends)
            {
                Support support = Ask(backend, _nodes[i]);
                if (support.IsSupported) accepted.Add(backend.Info.Id);
                else refusals.Add(new Refusal(backend.Info.Id, support.Reason ?? "no reason given"));
            }

            if (refusals.Count > 0 || !before.Refusals.IsEmpty || !accepted.SequenceEqual(before.Accepted)) before = new Answer(accepted.ToImmutable(), refusals.ToImmutable());
            _answers[i] = before;
        }
    }

    /// <summary>Every node that no backend runs, with what each of them answered; control flow is not among them.</summary>
    public IEnumerable<UnsupportedOperator> Unsupported => _nodes
        .Where(n => Accepted(n).IsEmpty && !NestedNetworks.IsControlFlow(n.Op))
        .Select(n => new UnsupportedOperator(NameOf(n.Op), n.ToString(), string.Join("; ", Refusals(n).Select(r => $"{r.Backend}: {r.Reason}"))));

    /// <summary>Backends that can run the node, in order of preference.</summary>
    public ImmutableArray<string> Accepted(Node node) =>
        _rejected.Count == 0 ? _answers[node.Id].Accepted : [.. AnsweredYes(node, couldNot: false)];

    /// <summary>Backends that cannot, and why.</summary>
    public ImmutableArray<Refusal> Refusals(Node node) => _rejected.Count == 0 ? _answers[node.Id].Refusals :
    [
        .. _answers[node.Id].Refusals,
        .. AnsweredYes(node, couldNot: true).Select(b => new Refusal(b, _rejected[(node, b)])),
    ];

    /// <summary>The most preferred of the backends that said Yes to the node and could not compile it; null when none did.</summary>
    public string? RejectedBy(Node node) => _rejected.Count == 0 ? null : AnsweredYes(node, couldNot: true).FirstOrDefault();

    /// <summary>A backend said Yes and could not compile the node after all.</summary>
    public void Reject(Node node, string backend, string reason) => _rejected[(node, backend)] = $"rejected when compiled: {reason}";

    /// <summary>Backends that said Yes to a node, and those of them that could not compile it after all, or the others.</summary>
    private IEnumerable<string> AnsweredYes(Node node, bool couldNot) => _answers[node.Id].Accepted.Where(b => _rejected.ContainsKey((node, b)) == couldNot);

    private static string NameOf(Op op) => op is CustomOp custom ? $"{custom.Domain}:{custom.Code}" : op.Name;

    private static Support Ask(OpenBackend backend, Node node)
    {
        if (NestedNetworks.IsControlFlow(node.Op)) return Support.No("control flow is run by the runtime, its body is placed node by node");
        if (!backend.HasDynamicShapes && FirstUnknown(node) is { } unknown)
            return Support.No($"{unknown} has unknown dimensions, the backend needs known ones");
        return backend.Supports(node);
    }

    /// <summary>An operand or result with unknown dimensions; null when all are known.</summary>
    public static Value? FirstUnknown(Node node)
    {
        foreach (Value? input in node.Inputs) if (input is { Info.Shape.IsStatic: false }) return input;
        foreach (Value output in node.Outputs) if (!output.Info.Shape.IsStatic) return output;
        return null;
    }

    private sealed record Answer(ImmutableArray<string> Accepted, ImmutableArray<Refusal> Refusals);
}

using System.Collections.Immutable;

namespace NnBridge.Runtime.Graph;

/// <summary>Copies a network node by node into a new one, with replacements. Every copied node is checked and inferred anew.</summary>
/// <param name="source">The network to copy.</param>
internal sealed class NetworkRewriter(Network source)
{
    private readonly Dictionary<Value, Value> _map = [];

    /// <summary>Receives nodes that take the place of others.</summary>
    public NetworkBuilder Builder { get; } = new(source.Name);

    /// <summary>Copies <paramref name="source"/>.</summary>
    /// <param name="source">The network.</param>
    /// <param name="replace">Looks at a node before it is copied; returns true when it has mapped the node's outputs itself.</param>
    /// <param name="input">Description of an input or state input in the copy; null keeps it.</param>
    public static Network Rewrite(Network source, Func<NetworkRewriter, Node, bool> replace, Func<Value, TensorInfo>? input = null)
    {
        var rewriter = new NetworkRewriter(source);
        foreach (Value value in source.Inputs) rewriter._map[value] = rewriter.Builder.Input(value.Name, input?.Invoke(value) ?? value.Info);
        foreach (NetworkState state in source.States)
            rewriter._map[state.Input] = rewriter.Builder.StateInput(state.Input.Name, input?.Invoke(state.Input) ?? state.Input.Info);
        foreach (Node node in source.Nodes)
            if (!replace(rewriter, node)) rewriter.Copy(node, node.Op);
        return rewriter.Finish();
    }

    /// <summary>The value of the new network that stands for one of the old.</summary>
    public Value this[Value value]
    {
        get
        {
            if (_map.TryGetValue(value, out Value? mapped)) return mapped;
            return value.Constant is { } constant
                ? _map[value] = Builder.Constant(value.Name, constant)
                : throw new InvalidOperationException($"{value} is used before it is mapped");
        }
    }

    /// <summary>From here on, <paramref name="replacement"/> stands for <paramref name="value"/>.</summary>
    public void Map(Value value, Value replacement) => _map[value] = replacement;

    /// <summary>The operands of a node in the new network.</summary>
    public Value?[] Inputs(Node node) => [.. node.Inputs.Select(v => v is null ? null : this[v])];

    /// <summary>Copies a node with another operator, other operands or another name.</summary>
    public ImmutableArray<Value> Copy(Node node, Ops.Op op, ReadOnlySpan<Value?> inputs, string? name = null)
    {
        OutputSpec[] specs = [.. node.Outputs.Select(v => new OutputSpec(v.Name, v.Info.Quantization))];
        ImmutableArray<Value> outputs = Builder.AddMany(name ?? node.Name, op, inputs, specs);
        for (int i = 0; i < outputs.Length; i++) Map(node.Outputs[i], outputs[i]);
        return outputs;
    }

    /// <summary>Copies a node, perhaps with another operator.</summary>
    public ImmutableArray<Value> Copy(Node node, Ops.Op op) => Copy(node, op, Inputs(node));

    private Network Finish()
    {
        for (int i = 0; i < source.Outputs.Length; i++) Builder.Output(this[source.Outputs[i]], source.OutputNames[i]);
        foreach (NetworkState state in source.States)
            Builder.State(this[state.Input], this[state.Output], state.Initial is { } initial ? this[initial] : null);
        return Builder.Build();
    }
}

using System.Buffers;
using System.Collections.Immutable;

namespace NnBridge.Runtime.Graph;

/// <summary>
/// Copies a network node by node into a new one, with replacements. A copy whose operands have changed is checked and inferred anew. What nobody
/// needs after the replacements is not part of it.
/// </summary>
internal sealed class NetworkRewriter
{
    private readonly Network _source;
    private readonly Value?[] _map;
    private readonly Dictionary<Value, Value> _foreign = [];

    /// <summary>Operands of the node that is being copied: most nodes are, so no array is made for each.</summary>
    private Value?[] _operands = new Value?[4];

    private NetworkRewriter(Network source, Value?[] map) => (_source, _map, Builder) = (source, map, new NetworkBuilder(source.Name));

    /// <summary>Receives nodes that take the place of others.</summary>
    public NetworkBuilder Builder { get; }

    /// <summary>Copies <paramref name="source"/>.</summary>
    /// <param name="source">The network.</param>
    /// <param name="replace">Looks at a node before it is copied; returns true when it has mapped the node's outputs itself.</param>
    /// <param name="input">Description of an input or state input in the copy; null keeps it.</param>
    public static Network Rewrite(Network source, Func<NetworkRewriter, Node, bool> replace, Func<Value, TensorInfo>? input = null)
    {
        // Borrowed, as large arrays are expensive garbage.
        Value?[] map = ArrayPool<Value?>.Shared.Rent(source.Values.Length);
        try
        {
            return Rewrite(new NetworkRewriter(source, map), replace, input);
        }
        finally
        {
            ArrayPool<Value?>.Shared.Return(map, clearArray: true);
        }
    }

    /// <summary>The value of the new network that stands for one of the old.</summary>
    public Value this[Value value]
    {
        get
        {
            if ((IsOwn(value) ? _map[value.Id] : _foreign.GetValueOrDefault(value)) is { } mapped) return mapped;
            if (value.Constant is not { } constant) throw new InvalidOperationException($"{value} is used before it is mapped");
            Value copy = Builder.Constant(value.Name, constant);
            Map(value, copy);
            return copy;
        }
    }

    /// <summary>From here on, <paramref name="replacement"/> stands for <paramref name="value"/>.</summary>
    public void Map(Value value, Value replacement)
    {
        if (IsOwn(value)) _map[value.Id] = replacement;
        else _foreign[value] = replacement;
    }

    /// <summary>The operands of a node in the new network.</summary>
    public Value?[] Inputs(Node node)
    {
        var inputs = new Value?[node.Inputs.Length];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = node.Inputs[i] is { } input ? this[input] : null;
        return inputs;
    }

    /// <summary>Copies a node with another operator, other operands or another name.</summary>
    public ImmutableArray<Value> Copy(Node node, Ops.Op op, ReadOnlySpan<Value?> inputs, string? name = null)
    {
        ImmutableArray<Value> outputs = ReferenceEquals(op, node.Op) && name is null ? Builder.AddCopy(node, inputs)
            : Builder.AddMany(name ?? node.Name, op, inputs, OutputSpec.Of(node));
        for (int i = 0; i < outputs.Length; i++) Map(node.Outputs[i], outputs[i]);
        return outputs;
    }

    /// <summary>Copies a node, perhaps with another operator.</summary>
    public ImmutableArray<Value> Copy(Node node, Ops.Op op)
    {
        if (_operands.Length < node.Inputs.Length) _operands = new Value?[2 * node.Inputs.Length];
        for (int i = 0; i < node.Inputs.Length; i++) _operands[i] = node.Inputs[i] is { } input ? this[input] : null;
        return Copy(node, op, _operands.AsSpan(0, node.Inputs.Length));
    }

    private static Network Rewrite(NetworkRewriter rewriter, Func<NetworkRewriter, Node, bool> replace, Func<Value, TensorInfo>? input)
    {
        Network source = rewriter._source;
        foreach (Value value in source.Inputs) rewriter.Map(value, rewriter.Builder.Input(value.Name, input?.Invoke(value) ?? value.Info));
        foreach (NetworkState state in source.States)
            rewriter.Map(state.Input, rewriter.Builder.StateInput(state.Input.Name, input?.Invoke(state.Input) ?? state.Input.Info));
        foreach (Node node in source.Nodes)
            if (!replace(rewriter, node)) rewriter.Copy(node, node.Op);
        return rewriter.Finish();
    }

    /// <summary>Whether a value is one of the network that is copied; those of networks inside are mapped where these are inlined.</summary>
    private bool IsOwn(Value value) => value.Id < _source.Values.Length && ReferenceEquals(_source.Values[value.Id], value);

    private Network Finish()
    {
        for (int i = 0; i < _source.Outputs.Length; i++) Builder.Output(this[_source.Outputs[i]], _source.OutputNames[i]);
        foreach (NetworkState state in _source.States)
            Builder.State(this[state.Input], this[state.Output], state.Initial is { } initial ? this[initial] : null);
        return Builder.Build(keepUnused: false);
    }
}

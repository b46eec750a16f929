using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NnBridge.Ops;

namespace NnBridge;

/// <summary>Builds a <see cref="Network"/>. Every node is checked and its outputs are inferred when it is added.</summary>
/// <remarks>A node can only take values that exist already, so the network is acyclic and ordered by construction.</remarks>
/// <param name="name">Name of the network, for people.</param>
public sealed class NetworkBuilder(string name)
{
    private readonly ChunkedList<Value> _values = new();
    private readonly ChunkedList<Node> _nodes = new();
    private readonly List<Value> _inputs = [];
    private readonly List<Value> _outputs = [];
    private readonly List<string> _outputNames = [];
    private readonly List<NetworkState> _states = [];
    private readonly HashSet<Value> _stateInputs = [];
    private readonly RecentInfos _recent = new();

    // What the inference of a node looks at; the next one has the same lists.
    private TensorInfo?[] _infos = [];
    private Tensor?[] _constants = [];
    private QuantizationInfo?[] _quantization = [];

    private bool _built;

    /// <summary>Adds an input of the network.</summary>
    /// <exception cref="InvalidNetworkException">Another input has the name.</exception>
    public Value Input(string name, TensorInfo info)
    {
        if (_inputs.Exists(i => i.Name == name)) throw new InvalidNetworkException($"two inputs are named '{name}'");
        Value value = NewValue(name, info, null);
        _inputs.Add(value);
        return value;
    }

    /// <summary>Adds a value that the session keeps from run to run; <see cref="State"/> must complete it.</summary>
    public Value StateInput(string name, TensorInfo info)
    {
        Value value = NewValue(name, info, null);
        _stateInputs.Add(value);
        return value;
    }

    /// <summary>Adds a constant.</summary>
    public Value Constant(string name, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return NewValue(name, tensor.Info, tensor);
    }

    /// <summary>Adds a node with one output, named like the node.</summary>
    /// <param name="name">Name of the node, for people.</param>
    /// <param name="op">What it does.</param>
    /// <param name="inputs">Operands; null leaves an optional one out.</param>
    /// <param name="quantization">Quantization of the output, which cannot be inferred.</param>
    /// <exception cref="InvalidNetworkException">The operands do not fit; says which node, which operand, and why.</exception>
    public Value Add(string name, Op op, ReadOnlySpan<Value?> inputs, QuantizationInfo? quantization = null)
    {
        ImmutableArray<Value> outputs = AddMany(name, op, inputs, [new OutputSpec(null, quantization)]);
        return outputs.Length == 1
            ? outputs[0]
            : throw new InvalidNetworkException($"node '{name}' ({op.Name}) has {outputs.Length} outputs, expected 1");
    }

    /// <summary>Adds a node with any number of outputs.</summary>
    /// <param name="name">Name of the node, for people.</param>
    /// <param name="op">What it does.</param>
    /// <param name="inputs">Operands; null leaves an optional one out.</param>
    /// <param name="outputs">Name and quantization per output; outputs past its end get defaults.</param>
    /// <exception cref="InvalidNetworkException">The operands do not fit; says which node, which operand, and why.</exception>
    public ImmutableArray<Value> AddMany(string name, Op op, ReadOnlySpan<Value?> inputs, ReadOnlySpan<OutputSpec> outputs = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(op);
        ObjectDisposedException.ThrowIf(_built, this);
        ImmutableArray<TensorInfo> inferred;
        try
        {
            inferred = Infer(op, inputs, outputs);
        }
        catch (InvalidNetworkException e)
        {
            throw new InvalidNetworkException($"node {_nodes.Count} '{name}' ({op.Name}): {e.Message}", e);
        }

        var results = new Value[inferred.Length];
        for (int i = 0; i < results.Length; i++)
        {
            OutputSpec spec = i < outputs.Length ? outputs[i] : default;
            string valueName = spec.Name ?? (results.Length == 1 ? name : $"{name}:{i}");
            TensorInfo info = ReferenceEquals(inferred[i].Quantization, spec.Quantization) ? inferred[i] : inferred[i] with { Quantization = spec.Quantization };
            results[i] = NewValue(valueName, _recent.Same(info), null);
        }

        return Append(name, op, inputs, ImmutableCollectionsMarshal.AsImmutableArray(results));
    }

    /// <summary>Adds a copy of a node, of another network mostly; what is known of its outputs holds for operands like those it has.</summary>
    /// <param name="node">The node to copy.</param>
    /// <param name="inputs">Operands of the copy.</param>
    /// <exception cref="InvalidNetworkException">The operands do not fit; says which node, which operand, and why.</exception>
    public ImmutableArray<Value> AddCopy(Node node, ReadOnlySpan<Value?> inputs)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (!HasOperandsLike(node, inputs)) return AddMany(node.Name, node.Op, inputs, OutputSpec.Of(node));
        var results = new Value[node.Outputs.Length];
        for (int i = 0; i < results.Length; i++) results[i] = NewValue(node.Outputs[i].Name, node.Outputs[i].Info, null);
        return Append(node.Name, node.Op, inputs, ImmutableCollectionsMarshal.AsImmutableArray(results));
    }

    /// <summary>Makes a value an output of the network.</summary>
    /// <param name="value">Any value of this builder.</param>
    /// <param name="name">Name the caller sees; null takes the value's.</param>
    public void Output(Value value, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        CheckOwner(value);
        _outputs.Add(value);
        _outputNames.Add(name ?? value.Name);
    }

    /// <summary>Completes a <see cref="StateInput"/>: says what it holds in the next run, and in the first.</summary>
    /// <param name="input">Value made by <see cref="StateInput"/>.</param>
    /// <param name="output">Value of the next run.</param>
    /// <param name="initial">Value of the first run; null for zeros.</param>
    /// <exception cref="InvalidNetworkException">Type or shape differ, or the state was completed before.</exception>
    public void State(Value input, Value output, Value? initial = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        CheckOwner(input);
        CheckOwner(output);
        if (initial is not null) CheckOwner(initial);
        if (!_stateInputs.Contains(input)) throw new InvalidNetworkException($"{input} is not a state input");
        if (_states.Exists(s => s.Input == input)) throw new InvalidNetworkException($"state {input} has a next value already");
        foreach (Value? other in new[] { output, initial })
            if (other is not null && (other.Info.Type != input.Info.Type || !other.Info.Shape.IsCompatibleWith(input.Info.Shape)))
                throw new InvalidNetworkException($"state {input} cannot hold {other}");
        _states.Add(new NetworkState(input, output, initial));
    }

    /// <summary>The finished network; the builder cannot be used afterwards.</summary>
    /// <param name="keepUnused">False leaves out nodes whose results nobody needs, and constants; others then have new numbers.</param>
    /// <exception cref="InvalidNetworkException">A state input was not completed.</exception>
    public Network Build(bool keepUnused = true)
    {
        ObjectDisposedException.ThrowIf(_built, this);
        foreach (Value input in _stateInputs)
            if (!_states.Exists(s => s.Input == input)) throw new InvalidNetworkException($"state {input} has no next value");
        _built = true;
        (_infos, _constants, _quantization) = ([], [], []);
        (ImmutableArray<Value> values, ImmutableArray<Node> nodes) = keepUnused ? (_values.MoveToImmutable(), _nodes.MoveToImmutable()) : Used();
        return new Network(name, values, nodes, [.. _inputs], [.. _outputs], [.. _outputNames], [.. _states]);
    }

    private (ImmutableArray<Value> Values, ImmutableArray<Node> Nodes) Used()
    {
        var used = new bool[_values.Count];
        int usedNodes = 0, usedValues = 0;
        foreach (Value value in _inputs.Concat(_stateInputs).Concat(_outputs)) Use(value);
        foreach (NetworkState state in _states)
        {
            Use(state.Output);
            if (state.Initial is { } initial) Use(initial);
        }

        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            Node node = _nodes[i];
            if (!IsUsed(node)) continue;
            usedNodes++;
            foreach (Value? input in node.Inputs) if (input is not null) Use(input);
            foreach (Value output in node.Outputs) Use(output);
        }

        ImmutableArray<Node> nodes = _nodes.MoveToImmutable(usedNodes, IsUsed);
        ImmutableArray<Value> values = _values.MoveToImmutable(usedValues, v => used[v.Id]);
        for (int i = 0; i < nodes.Length; i++) nodes[i].Id = i;
        for (int i = 0; i < values.Length; i++) values[i].Id = i;
        return (values, nodes);

        void Use(Value value)
        {
            if (used[value.Id]) return;
            used[value.Id] = true;
            usedValues++;
        }

        bool IsUsed(Node node)
        {
            foreach (Value output in node.Outputs) if (used[output.Id]) return true;
            return false;
        }
    }

    private bool HasOperandsLike(Node node, ReadOnlySpan<Value?> inputs)
    {
        if (inputs.Length != node.Inputs.Length) return false;
        for (int i = 0; i < inputs.Length; i++)
        {
            Value? input = inputs[i], like = node.Inputs[i];
            if (input is not null) CheckOwner(input);
            if (input?.Constant != like?.Constant || input?.Info != like?.Info) return false;
        }

        return true;
    }

    private ImmutableArray<Value> Append(string name, Op op, ReadOnlySpan<Value?> inputs, ImmutableArray<Value> outputs)
    {
        var node = new Node(_nodes.Count, name, op, [.. inputs], outputs);
        foreach (Value value in outputs) value.Producer = node;
        _nodes.Add(node);
        return outputs;
    }

    private ImmutableArray<TensorInfo> Infer(Op op, ReadOnlySpan<Value?> inputs, ReadOnlySpan<OutputSpec> outputs)
    {
        if (!op.Inputs.Allows(inputs.Length))
            throw new InvalidNetworkException($"has {inputs.Length} operands, expected {op.Inputs}");
        if (_infos.Length < inputs.Length) (_infos, _constants) = (new TensorInfo?[2 * inputs.Length], new Tensor?[2 * inputs.Length]);
        if (_quantization.Length < outputs.Length) _quantization = new QuantizationInfo?[2 * outputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is { } value) CheckOwner(value);
            (_infos[i], _constants[i]) = (inputs[i]?.Info, inputs[i]?.Constant);
        }

        for (int i = 0; i < outputs.Length; i++) _quantization[i] = outputs[i].Quantization;
        return op.InferOutputs(new InferenceContext(_infos.AsSpan(0, inputs.Length), _constants.AsSpan(0, inputs.Length), _quantization.AsSpan(0, outputs.Length)));
    }

    private Value NewValue(string name, TensorInfo info, Tensor? constant)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(info);
        ObjectDisposedException.ThrowIf(_built, this);
        QuantizationRules.Check(name, info);
        var value = new Value(_values.Count, name, info, constant, this);
        _values.Add(value);
        return value;
    }

    private void CheckOwner(Value value)
    {
        if (value.Owner != this) throw new InvalidNetworkException($"{value} belongs to another network");
    }
}

using System.Collections.Immutable;

namespace NnBridge;

/// <summary>An immutable, acyclic network description. Nodes are in an order in which they can run.</summary>
public sealed class Network
{
    internal Network(string name, ImmutableArray<Value> values, ImmutableArray<Node> nodes, ImmutableArray<Value> inputs,
        ImmutableArray<Value> outputs, ImmutableArray<string> outputNames, ImmutableArray<NetworkState> states)
    {
        (Name, Values, Nodes, Inputs, Outputs) = (name, values, nodes, inputs, outputs);
        (OutputNames, States) = (outputNames, states);
    }

    /// <summary>Name for people.</summary>
    public string Name { get; }

    /// <summary>All values; <see cref="Value.Id"/> is the index.</summary>
    public ImmutableArray<Value> Values { get; }

    /// <summary>All nodes; <see cref="Node.Id"/> is the index.</summary>
    public ImmutableArray<Node> Nodes { get; }

    /// <summary>What the caller gives.</summary>
    public ImmutableArray<Value> Inputs { get; }

    /// <summary>What the caller gets; a value may be listed twice, or be an input or a constant.</summary>
    public ImmutableArray<Value> Outputs { get; }

    /// <summary>Name of each output as the model's signature states it; by default the name of the value.</summary>
    public ImmutableArray<string> OutputNames { get; }

    /// <summary>What is kept from run to run.</summary>
    public ImmutableArray<NetworkState> States { get; }

    /// <inheritdoc/>
    public override string ToString() => $"network '{Name}': {Inputs.Length} inputs, {Nodes.Length} nodes, {Outputs.Length} outputs";
}

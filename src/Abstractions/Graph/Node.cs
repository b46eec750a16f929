using System.Collections.Immutable;
using NnBridge.Ops;

namespace NnBridge;

/// <summary>One operator applied to values.</summary>
public sealed class Node
{
    internal Node(int id, string name, Op op, ImmutableArray<Value?> inputs, ImmutableArray<Value> outputs) =>
        (Id, Name, Op, Inputs, Outputs) = (id, name, op, inputs, outputs);

    /// <summary>Dense index within the network; producers come before consumers.</summary>
    public int Id { get; internal set; }

    /// <summary>Name for people.</summary>
    public string Name { get; }

    /// <summary>What it does.</summary>
    public Op Op { get; }

    /// <summary>Operands; null where an optional operand is left out.</summary>
    public ImmutableArray<Value?> Inputs { get; }

    /// <summary>Results.</summary>
    public ImmutableArray<Value> Outputs { get; }

    /// <summary>A required operand.</summary>
    /// <exception cref="InvalidNetworkException">It is left out.</exception>
    public Value Input(int index) => index < Inputs.Length && Inputs[index] is { } value
        ? value
        : throw new InvalidNetworkException($"{this}: operand {index} is missing");

    /// <summary>Whether operand <paramref name="index"/> is there.</summary>
    public bool HasInput(int index) => index < Inputs.Length && Inputs[index] is not null;

    /// <summary>The data of operand <paramref name="index"/> when it is there and constant.</summary>
    public Tensor? Constant(int index) => index < Inputs.Length ? Inputs[index]?.Constant : null;

    /// <summary>For instance <c>node 3 'conv1' (Convolution)</c>.</summary>
    public override string ToString() => $"node {Id} '{Name}' ({Op.Name})";
}

namespace NnBridge;

/// <summary>A tensor in a network: an input, a constant, or what a node produces. Compared by reference.</summary>
public sealed class Value
{
    internal Value(int id, string name, TensorInfo info, Tensor? constant, NetworkBuilder owner) =>
        (Id, Name, Info, Constant, Owner) = (id, name, info, constant, owner);

    /// <summary>Dense index within the network.</summary>
    public int Id { get; internal set; }

    /// <summary>Name in the model; may be empty and need not be unique inside a network.</summary>
    public string Name { get; }

    /// <summary>Type, shape and quantization.</summary>
    public TensorInfo Info { get; }

    /// <summary>The data when it is constant.</summary>
    public Tensor? Constant { get; }

    /// <summary>The node that produces it; null for inputs, state inputs and constants.</summary>
    public Node? Producer { get; internal set; }

    internal NetworkBuilder Owner { get; }

    /// <inheritdoc/>
    public override string ToString() => $"%{Id} '{Name}' {Info}";
}

using Google.Protobuf;
using NnBridge.Parsers.Onnx.Schema;
using AttributeType = NnBridge.Parsers.Onnx.Schema.AttributeProto.Types.AttributeType;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>The attributes of a node by name; inside of a function, those that stand for the caller's are resolved.</summary>
internal sealed class NodeAttributes
{
    // Nodes have few attributes: looking through them takes less than a table of them, which every node of a network would have.
    private readonly List<AttributeProto> _attributes;

    /// <param name="node">The node.</param>
    /// <param name="caller">What a function was called with; null outside of functions.</param>
    public NodeAttributes(NodeProto node, IReadOnlyDictionary<string, AttributeProto>? caller)
    {
        _attributes = new List<AttributeProto>(node.Attribute.Count);
        foreach (AttributeProto attribute in node.Attribute)
        {
            if (attribute.RefAttrName.Length == 0) _attributes.Add(attribute);
            // An attribute that the caller left out is left out here.
            else if (caller?.GetValueOrDefault(attribute.RefAttrName) is { } given) _attributes.Add(new AttributeProto(given) { Name = attribute.Name });
        }
    }

    public IReadOnlyList<AttributeProto> All => _attributes;

    public bool Has(string name) => Named(name) is not null;

    public long Int(string name, long otherwise) => Find(name, AttributeType.Int)?.I ?? otherwise;

    /// <summary>A number of 32 bits.</summary>
    public int Int32(string name, int otherwise) => Narrow(name, Int(name, otherwise));

    public bool Flag(string name, bool otherwise = false) => Int(name, otherwise ? 1 : 0) != 0;

    public float Float(string name, float otherwise) => Find(name, AttributeType.Float)?.F ?? otherwise;

    public string Text(string name, string otherwise) => Find(name, AttributeType.String)?.S.ToStringUtf8() ?? otherwise;

    /// <summary>The numbers, null when left out.</summary>
    public long[]? Ints(string name) => Find(name, AttributeType.Ints) is { } a ? [.. a.Ints] : null;

    /// <summary>Numbers of 32 bits, null when left out.</summary>
    public int[]? Int32s(string name) => Ints(name) is { } numbers ? Array.ConvertAll(numbers, v => Narrow(name, v)) : null;

    public float[]? Floats(string name) => Find(name, AttributeType.Floats) is { } a ? [.. a.Floats] : null;

    public string[]? Texts(string name) => Find(name, AttributeType.Strings) is { } a ? [.. a.Strings.Select(s => s.ToStringUtf8())] : null;

    public TensorProto? Tensor(string name) => Find(name, AttributeType.Tensor)?.T;

    public SparseTensorProto? SparseTensor(string name) => Find(name, AttributeType.SparseTensor)?.SparseTensor;

    public TypeProto? Type(string name) => Find(name, AttributeType.TypeProto)?.Tp;

    /// <summary>A graph that the node cannot do without.</summary>
    /// <exception cref="InvalidModelException">It is left out.</exception>
    public GraphProto Graph(string name) =>
        Find(name, AttributeType.Graph)?.G ?? throw new InvalidModelException($"attribute '{name}' is missing, expected a graph");

    /// <summary>A number that the node cannot do without.</summary>
    /// <exception cref="InvalidModelException">It is left out.</exception>
    public long RequiredInt(string name) => Has(name) ? Int(name, 0) : throw new InvalidModelException($"attribute '{name}' is missing, expected a number");

    private AttributeProto? Find(string name, AttributeType type)
    {
        if (Named(name) is not { } attribute) return null;
        // Files of the first versions do not state the type.
        if (attribute.Type == type || attribute.Type == AttributeType.Undefined) return attribute;
        throw new InvalidModelException($"attribute '{name}' is of type {attribute.Type}, expected {type}");
    }

    /// <summary>The last one of a name, as when each took the place of the one before.</summary>
    private AttributeProto? Named(string name)
    {
        for (int i = _attributes.Count - 1; i >= 0; i--)
            if (_attributes[i].Name == name) return _attributes[i];
        return null;
    }

    private static int Narrow(string name, long value) => value is >= int.MinValue and <= int.MaxValue
        ? (int)value
        : throw new InvalidNetworkException($"attribute '{name}' is {value}, outside of 32 bits");
}

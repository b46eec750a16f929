namespace NnBridge.Parsers.Onnx.Export;

/// <summary>What the values of one network are called while its nodes are written into a graph. A network may be written more than once.</summary>
internal sealed class Scope
{
    private readonly Dictionary<Value, string> _names;
    private readonly Dictionary<Value, string> _wanted;

    public Scope(GraphWriter graph) : this(graph, [], []) { }

    private Scope(GraphWriter graph, Dictionary<Value, string> names, Dictionary<Value, string> wanted) => (Graph, _names, _wanted) = (graph, names, wanted);

    public GraphWriter Graph { get; }

    /// <summary>The same names for a graph inside of this one.</summary>
    public Scope In(GraphWriter graph) => new(graph, _names, _wanted);

    /// <summary>The tensor that holds a value; constants are added when they are first used.</summary>
    public string Name(Value value)
    {
        if (_names.TryGetValue(value, out string? name)) return name;
        if (value.Constant is not { } constant) throw new InvalidOperationException($"{value} has not been written");
        name = Graph.Model.Constant(value.Name, constant);
        _names[value] = name;
        return name;
    }

    /// <summary>Says which tensor holds a value.</summary>
    public void Bind(Value value, string tensor) => _names[value] = tensor;

    /// <summary>Whether a tensor is known to hold a value.</summary>
    public bool IsBound(Value value, string tensor) => _names.TryGetValue(value, out string? name) && name == tensor;

    /// <summary>Asks for a value, which a node yields, to be called by a name that is reserved for it.</summary>
    public bool Wants(Value value, string name) => value.Producer is not null && _wanted.TryAdd(value, name);

    /// <summary>Whether a value is called by a name that was reserved for it.</summary>
    public bool IsWanted(Value value) => _wanted.ContainsKey(value);

    /// <summary>The name for a value that is about to be written.</summary>
    public string NewName(Value value) => _wanted.TryGetValue(value, out string? name) ? name : Graph.Model.Names.Unique(value.Name);
}

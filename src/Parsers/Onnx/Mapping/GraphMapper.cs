using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Maps the nodes of one graph, or of one function, into a network.</summary>
/// <param name="file">What all graphs of the file share.</param>
/// <param name="builder">Receives the nodes.</param>
/// <param name="opsets">Versions of the vocabularies.</param>
/// <param name="depth">How many graphs and functions are around this one.</param>
internal sealed class GraphMapper(FileMapper file, NetworkBuilder builder, OpsetTable opsets, int depth = 0)
{
    /// <summary>Functions may not call themselves; this ends those that do.</summary>
    private const int MaxDepth = 64;

    private readonly Dictionary<string, MappedValue> _values = new(StringComparer.Ordinal);

    /// <summary>Constants that nodes have in common.</summary>
    private readonly Dictionary<Tensor, Value> _shared = [];

    private GraphMapper? _outer;

    public FileMapper File => file;

    public NetworkBuilder Builder => builder;

    public OpsetTable Opsets => opsets;

    /// <summary>What a function was called with; null in graphs that are not in one.</summary>
    public IReadOnlyDictionary<string, AttributeProto>? CallerAttributes { get; init; }

    /// <summary>A mapper for a graph or function inside of this one.</summary>
    /// <param name="into">Receives its nodes; null adds them to this network.</param>
    /// <param name="versions">Versions it is written in; null for those of this one.</param>
    /// <param name="attributes">What a function is called with; null for what this one was called with.</param>
    /// <param name="seesOuter">Whether names of this one can be read in it.</param>
    /// <exception cref="InvalidModelException">It is nested too deep.</exception>
    public GraphMapper Inner(NetworkBuilder? into = null, OpsetTable? versions = null,
        IReadOnlyDictionary<string, AttributeProto>? attributes = null, bool seesOuter = false) => depth < MaxDepth
            ? new GraphMapper(file, into ?? builder, versions ?? opsets, depth + 1)
            {
                CallerAttributes = attributes ?? CallerAttributes,
                _outer = seesOuter ? this : null,
            }
            : throw new InvalidModelException($"graphs and functions are nested deeper than {MaxDepth}");

    /// <summary>Takes over the constants of a graph.</summary>
    public void AddInitializers(GraphProto graph)
    {
        _values.EnsureCapacity(_values.Count + graph.Initializer.Count + graph.Node.Count);
        Func<TensorProto, Tensor> read = file.Constant;
        foreach (TensorProto tensor in graph.Initializer) Define(tensor.Name, tensor, read);
        foreach (SparseTensorProto sparse in graph.SparseInitializer)
            if (sparse.Values is { } values) Define(values.Name, sparse, s => SparseTensors.ToDense(s, file));
    }

    /// <summary>A constant of which the graph needs only one.</summary>
    public Value Shared(string name, Tensor tensor)
    {
        if (_shared.TryGetValue(tensor, out Value? value)) return value;
        return _shared[tensor] = builder.Constant(name, tensor);
    }

    /// <summary>Maps nodes in the order of the file, which should be one in which they can run; from the first on that cannot, in one that is.</summary>
    public void Map(IReadOnlyList<NodeProto> nodes)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            IReadOnlyCollection<string> free = FreeNames.Of(nodes[i]);
            if (!IsReady(nodes[i], free))
            {
                foreach (int index in NodeOrder.From(nodes, i)) Map(nodes[index], index, FreeNames.Of(nodes[index]));
                return;
            }

            Map(nodes[i], i, free);
        }
    }

    /// <summary>What a name stands for at this point.</summary>
    /// <exception cref="InvalidNetworkException">Nothing: no node before this one yields it.</exception>
    public MappedValue Read(string name) => Find(name)
        ?? throw new InvalidNetworkException($"'{name}' is read before a node yields it, and it is neither an input nor a constant");

    /// <summary>What a name stands for at this point, null when nothing yet.</summary>
    public MappedValue? Find(string name) => _values.GetValueOrDefault(name) ?? _outer?.Find(name);

    /// <summary>From here on, <paramref name="name"/> stands for <paramref name="value"/>.</summary>
    public void Write(string name, MappedValue value)
    {
        // An empty name leaves a result out.
        if (name.Length > 0) _values[name] = value;
    }

    private void Define<T>(string name, T stored, Func<T, Tensor> read)
    {
        try
        {
            Write(name, new TensorValue(builder.Constant(name, read(stored))));
        }
        catch (UnmappedException e)
        {
            file.Unsupported.Add(new UnsupportedOperator("initializer", name, e.Message));
            Write(name, MappedValue.Missing);
        }
    }

    private void Map(NodeProto node, int index, IReadOnlyCollection<string> free)
    {
        file.CountOperator();
        string name = node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault(o => o.Length > 0) ?? $"{node.OpType}_{index}";
        var context = new MappingContext(this, node, name);
        try
        {
            if (OperatorTable.Find(context) is not { } mapping) throw new UnmappedException(OperatorTable.WhyNot(context));
            if (ReadsMissing(node, free)) SkipAll(node);
            else mapping(context);
        }
        catch (UnmappedException e)
        {
            file.Unsupported.Add(new UnsupportedOperator(context.Operator.ToString(), $"node {index} '{name}'", e.Message));
            SkipAll(node);
        }
        catch (NnBridgeException e) when (e is InvalidNetworkException or InvalidModelException)
        {
            string message = $"node {index} '{name}' ({context.Operator}): {e.Message}";
            throw e is InvalidModelException ? new InvalidModelException(message, e) : new InvalidNetworkException(message, e);
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or InvalidOperationException or DivideByZeroException)
        {
            // An empty list where one number is expected, a graph with fewer results than the node: no mapping has to foresee all of it.
            throw new InvalidNetworkException($"node {index} '{name}' ({context.Operator}): operands or attributes do not fit: {e.Message}", e);
        }
    }

    /// <summary>Whether all that a node reads is there.</summary>
    private bool IsReady(NodeProto node, IReadOnlyCollection<string> free)
    {
        foreach (string input in node.Input) if (input.Length > 0 && Find(input) is null) return false;
        foreach (string name in free) if (Find(name) is null) return false;
        return true;
    }

    /// <summary>Whether a node, or a graph in it, reads what could not be mapped.</summary>
    private bool ReadsMissing(NodeProto node, IReadOnlyCollection<string> free)
    {
        foreach (string input in node.Input) if (input.Length > 0 && Read(input) == MappedValue.Missing) return true;
        foreach (string name in free) if (Find(name) == MappedValue.Missing) return true;
        return false;
    }

    /// <summary>Marks the results of a node as missing.</summary>
    public void SkipAll(NodeProto node)
    {
        foreach (string output in node.Output) Write(output, MappedValue.Missing);
    }
}

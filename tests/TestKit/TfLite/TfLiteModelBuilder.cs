namespace NnBridge.TestKit.TfLite;

/// <summary>Builds the bytes of a TensorFlow Lite model.</summary>
/// <example>
/// <code>
/// var model = new TfLiteModelBuilder();
/// TfLiteGraphBuilder graph = model.Graph("main");
/// int x = graph.Input("x", new TensorInfo(ElementType.Float32, [1, 4]));
/// int b = graph.Constant("b", Tensor.Create&lt;float&gt;(new TensorInfo(ElementType.Float32, [4]), [1, 2, 3, 4]));
/// int y = graph.Output("y", new TensorInfo(ElementType.Float32, [1, 4]));
/// graph.Operator(0 /* ADD */, [x, b], [y], TfLiteOptionsTable.AddOptions, new FlatObject { [0] = (sbyte)1 /* RELU */ });
/// model.Signature("serving_default", graph, inputs: [("in", x)], outputs: [("out", y)]);
/// byte[] bytes = model.Build();
/// </code>
/// </example>
public sealed class TfLiteModelBuilder
{
    private const string Identifier = "TFL3";

    private readonly List<FlatObject> _codes = [];
    private readonly List<(int Code, string Custom, int Version)> _codeKeys = [];
    private readonly List<byte[]?> _buffers = [null];
    private readonly List<TfLiteGraphBuilder> _graphs = [];
    private readonly List<FlatObject> _signatures = [];
    private readonly List<FlatObject> _metadata = [];

    /// <summary>Free text.</summary>
    public string Description { get; set; } = "";

    /// <summary>Whether contents of tensors go behind the FlatBuffer, as in files that are too large for one.</summary>
    public bool BuffersBehind { get; set; }

    /// <summary>Adds a graph; the first is the main one.</summary>
    public TfLiteGraphBuilder Graph(string name = "main")
    {
        var graph = new TfLiteGraphBuilder(this, _graphs.Count, name);
        _graphs.Add(graph);
        return graph;
    }

    /// <summary>Adds a named entry point.</summary>
    public void Signature(string key, TfLiteGraphBuilder graph, (string Name, int Tensor)[] inputs, (string Name, int Tensor)[] outputs) =>
        _signatures.Add(new FlatObject { [0] = Aliases(inputs), [1] = Aliases(outputs), [2] = key, [4] = (uint)graph.Index });

    /// <summary>Adds a named blob.</summary>
    public void Metadata(string name, byte[] data) => _metadata.Add(new FlatObject { [0] = name, [1] = (uint)Buffer(data) });

    /// <summary>Adds content for tensors.</summary>
    /// <returns>Its number.</returns>
    public int Buffer(byte[] data)
    {
        _buffers.Add(data);
        return _buffers.Count - 1;
    }

    /// <summary>The root table as it would be written, for tests that spoil it.</summary>
    public FlatObject Root() => Root(new ulong[_buffers.Count]);

    /// <summary>The bytes of the file.</summary>
    public byte[] Build()
    {
        if (!BuffersBehind) return FlatBufferWriter.Write(Root(), Identifier);
        // Positions have a fixed width: the size of the FlatBuffer is known once it has been written with any.
        var positions = new ulong[_buffers.Count];
        ulong end = (ulong)FlatBufferWriter.Write(Root(positions), Identifier).Length;
        for (int i = 0; i < positions.Length; i++)
        {
            positions[i] = end;
            end += ((ulong)(_buffers[i]?.Length ?? 0) + 15) / 16 * 16;
        }

        byte[] file = new byte[end];
        FlatBufferWriter.Write(Root(positions), Identifier).CopyTo(file, 0);
        for (int i = 0; i < positions.Length; i++) _buffers[i]?.CopyTo(file, (int)positions[i]);
        return file;
    }

    internal int OperatorCode(int code, string custom, int version)
    {
        int index = _codeKeys.IndexOf((code, custom, version));
        if (index >= 0) return index;
        _codeKeys.Add((code, custom, version));
        _codes.Add(new FlatObject
        {
            [0] = (sbyte)Math.Min(code, 127),
            [1] = custom.Length == 0 ? null : custom,
            [2] = version,
            [3] = code,
        });
        return _codes.Count - 1;
    }

    private FlatObject Root(ulong[] positions) => new()
    {
        [0] = 3u,
        [1] = _codes.ToArray(),
        [2] = _graphs.Select(g => g.Table()).ToArray(),
        [3] = Description,
        [4] = _buffers.Select((data, i) => BufferTable(data, positions[i])).ToArray(),
        [6] = _metadata.ToArray(),
        [7] = _signatures.ToArray(),
    };

    private FlatObject BufferTable(byte[]? data, ulong position) =>
        data is null ? new FlatObject()
        : BuffersBehind ? new FlatObject { [1] = position, [2] = (ulong)data.Length }
        : new FlatObject { [0] = data };

    private static FlatObject[] Aliases((string Name, int Tensor)[] aliases) =>
        [.. aliases.Select(a => new FlatObject { [0] = a.Name, [1] = (uint)a.Tensor })];
}

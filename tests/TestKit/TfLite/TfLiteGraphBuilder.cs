namespace NnBridge.TestKit.TfLite;

/// <summary>Builds one graph of a TensorFlow Lite model. Tensors are their numbers in the graph.</summary>
public sealed class TfLiteGraphBuilder
{
    private const int Custom = 32;
    private const sbyte Resource = 13;

    private readonly TfLiteModelBuilder _model;
    private readonly string _name;
    private readonly List<FlatObject> _tensors = [];
    private readonly List<FlatObject> _operators = [];
    private readonly List<int> _inputs = [];
    private readonly List<int> _outputs = [];

    internal TfLiteGraphBuilder(TfLiteModelBuilder model, int index, string name)
    {
        _model = model;
        Index = index;
        _name = name;
    }

    /// <summary>Number of the graph in the model.</summary>
    public int Index { get; }

    /// <summary>Adds a tensor that an operator computes. An unknown dimension is stored as 1, and as -1 in the shape signature.</summary>
    public int Tensor(string name, TensorInfo info)
    {
        int[] signature = [.. info.Shape.Dimensions.Select(d => d.Size)];
        _tensors.Add(new FlatObject
        {
            [0] = signature.Select(d => d < 0 ? 1 : d).ToArray(),
            [1] = TypeCode(info.Type),
            [3] = name,
            [4] = info.Quantization is { } quantization ? Quantization(quantization) : null,
            [7] = info.Shape.IsStatic ? null : signature,
            [8] = true,
        });
        return _tensors.Count - 1;
    }

    /// <summary>Adds a tensor that the caller gives.</summary>
    public int Input(string name, TensorInfo info)
    {
        int tensor = Tensor(name, info);
        _inputs.Add(tensor);
        return tensor;
    }

    /// <summary>Adds a tensor that an operator computes and the caller gets.</summary>
    public int Output(string name, TensorInfo info)
    {
        int tensor = Tensor(name, info);
        _outputs.Add(tensor);
        return tensor;
    }

    /// <summary>Makes an existing tensor one that the caller gives.</summary>
    public void MarkInput(int tensor) => _inputs.Add(tensor);

    /// <summary>Makes an existing tensor one that the caller gets.</summary>
    public void MarkOutput(int tensor) => _outputs.Add(tensor);

    /// <summary>Adds a tensor with content.</summary>
    public int Constant(string name, NnBridge.Tensor tensor)
    {
        int index = Tensor(name, tensor.Info);
        _tensors[index][2] = (uint)_model.Buffer(tensor.Bytes.ToArray());
        return index;
    }

    /// <summary>Adds a tensor that keeps its content from run to run.</summary>
    public int Variable(string name, TensorInfo info)
    {
        int index = Tensor(name, info);
        _tensors[index][5] = true;
        return index;
    }

    /// <summary>Adds a handle of a resource, as VAR_HANDLE and HASHTABLE yield it.</summary>
    public int Handle(string name)
    {
        _tensors.Add(new FlatObject { [0] = Array.Empty<int>(), [1] = Resource, [3] = name });
        return _tensors.Count - 1;
    }

    /// <summary>Adds a built-in operator.</summary>
    /// <param name="code">Its number in the schema.</param>
    /// <param name="inputs">Operands; -1 leaves an optional one out.</param>
    /// <param name="outputs">Results.</param>
    /// <param name="table">Type of the options.</param>
    /// <param name="options">Options by field; null for all defaults.</param>
    /// <param name="version">Version of the operator.</param>
    /// <returns>Number of the operator.</returns>
    public int Operator(int code, int[] inputs, int[] outputs, TfLiteOptionsTable table = TfLiteOptionsTable.None,
        FlatObject? options = null, int version = 1)
    {
        var op = new FlatObject { [0] = (uint)_model.OperatorCode(code, "", version), [1] = inputs, [2] = outputs };
        if (table != TfLiteOptionsTable.None)
        {
            bool second = table > TfLiteOptionsTable.SecondUnion;
            op[second ? 11 : 3] = (byte)(second ? table - TfLiteOptionsTable.SecondUnion : (int)table);
            op[second ? 12 : 4] = options ?? new FlatObject();
        }

        _operators.Add(op);
        return _operators.Count - 1;
    }

    /// <summary>Adds a custom operator.</summary>
    /// <param name="code">Its name.</param>
    /// <param name="inputs">Operands; -1 leaves an optional one out.</param>
    /// <param name="outputs">Results.</param>
    /// <param name="options">Options, usually from <see cref="FlexMapWriter"/>.</param>
    /// <returns>Number of the operator.</returns>
    public int CustomOperator(string code, int[] inputs, int[] outputs, byte[]? options = null)
    {
        _operators.Add(new FlatObject { [0] = (uint)_model.OperatorCode(Custom, code, 1), [1] = inputs, [2] = outputs, [5] = options });
        return _operators.Count - 1;
    }

    /// <summary>The table of a tensor, to set what has no method here: sparsity, quantization details, a type.</summary>
    public FlatObject TensorFields(int tensor) => _tensors[tensor];

    /// <summary>The table of an operator, to set what has no method here: intermediates, mutating inputs.</summary>
    public FlatObject OperatorFields(int op) => _operators[op];

    internal FlatObject Table() => new()
    {
        [0] = _tensors.ToArray(),
        [1] = _inputs.ToArray(),
        [2] = _outputs.ToArray(),
        [3] = _operators.ToArray(),
        [4] = _name,
    };

    private static FlatObject Quantization(QuantizationInfo info) => info.BlockSize > 0
        ? throw new ArgumentException("block-wise quantization names tensors of scales: set it with TensorFields")
        : new FlatObject
        {
            [2] = info.Scales.Span.ToArray(),
            [3] = Enumerable.Range(0, info.Scales.Count).Select(i => (long)info.ZeroPointOf(i)).ToArray(),
            [6] = info.Axis ?? 0,
        };

    private static sbyte TypeCode(ElementType type) => type switch
    {
        ElementType.Float32 => 0,
        ElementType.Float16 => 1,
        ElementType.Int32 => 2,
        ElementType.UInt8 => 3,
        ElementType.Int64 => 4,
        ElementType.Bool => 6,
        ElementType.Int16 => 7,
        ElementType.Complex64 => 8,
        ElementType.Int8 => 9,
        ElementType.Float64 => 10,
        ElementType.UInt64 => 12,
        ElementType.UInt32 => 15,
        ElementType.UInt16 => 16,
        ElementType.Int4 => 17,
        ElementType.BFloat16 => 18,
        ElementType.Int2 => 19,
        ElementType.UInt4 => 20,
        ElementType.Float8E4M3Fn => 21,
        ElementType.Float8E5M2 => 22,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "the format has no such type"),
    };
}

using Google.Protobuf;
using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Writes one model: what its graphs share are names, constants and the list of what cannot be written.</summary>
internal sealed class ModelWriter
{
    private readonly Dictionary<Tensor, string> _constants = new(ReferenceEqualityComparer.Instance);
    private readonly GraphProto _main = new();

    public ModelWriter(int opset, bool exactRounding)
    {
        (Opset, ExactRounding) = (opset, exactRounding);
        Model = new ModelProto { IrVersion = IrVersion(opset), ProducerName = "NnBridge", Graph = _main };
        Model.OpsetImport.Add(new OperatorSetIdProto { Version = opset });
    }

    public int Opset { get; }

    /// <summary>Whether integer results are rounded as the network says, at the price of operators that runtimes do not recognise.</summary>
    public bool ExactRounding { get; }

    /// <summary>What has been written.</summary>
    public ModelProto Model { get; }

    public TensorNames Names { get; } = new();

    public List<UnsupportedOperator> Unsupported { get; } = [];

    /// <summary>Bytes of all constants.</summary>
    public long ConstantBytes { get; private set; }

    public void Write(Network network)
    {
        _main.Name = network.Name.Length == 0 ? "network" : network.Name;
        new MainGraphWriter(this, _main).Write(network);
    }

    /// <summary>The tensor that holds a constant, named as wanted when it is new. All constants belong to the outermost graph, which every other one sees.</summary>
    public string Constant(string wanted, Tensor constant)
    {
        if (_constants.TryGetValue(constant, out string? name)) return name;
        name = Names.Unique(wanted.Length == 0 ? "constant" : wanted);
        _constants[constant] = name;
        ConstantBytes += constant.Bytes.Length;
        // The bytes are written to the file as they are; they may be a slice of a model file of any size.
        TensorInfo info = Complex.Written(constant.Info);
        var tensor = new TensorProto { Name = name, DataType = info.Type.ToDataType(), RawData = UnsafeByteOperations.UnsafeWrap(constant.Bytes) };
        foreach (int size in info.Shape.ToArray()) tensor.Dims.Add(size);
        _main.Initializer.Add(tensor);
        return name;
    }

    /// <summary>The version of the file format that came with an operator set.</summary>
    private static int IrVersion(int opset) => opset switch
    {
        <= 18 => 8,
        <= 20 => 9,
        <= 22 => 10,
        23 => 11,
        24 => 12,
        _ => 13,
    };
}

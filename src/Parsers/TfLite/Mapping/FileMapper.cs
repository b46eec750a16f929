using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>What the mappers of all subgraphs of one file share.</summary>
/// <param name="model">The file.</param>
/// <param name="source">Where it came from, for data in companion files.</param>
/// <param name="options">What the caller wants.</param>
/// <param name="arithmetic">Which TensorFlow Lite to agree with.</param>
internal sealed class FileMapper(TfLiteModel model, ModelSource source, ParseOptions options, TfLiteArithmetic arithmetic)
{
    /// <summary>Times that sparse content may grow beyond the size of the whole file; models leave out at most nine of ten elements.</summary>
    private const long MaxSparseGrowth = 16;
    private const long MinSparseBytes = 1 << 20;

    private int _operators;

    public TfLiteArithmetic Arithmetic => arithmetic;

    /// <summary>How accumulators of 8-bit convolutions and matrix products are rounded.</summary>
    public Requantization MatrixRequantization { get; } = arithmetic == TfLiteArithmetic.Reference ? Requantization.FixedPointTwice
        : HasDynamicTensors(model) ? Requantization.FixedPoint : Requantization.Float;

    /// <summary>How accumulators of 8-bit depthwise convolutions are rounded.</summary>
    public Requantization DepthwiseRequantization { get; } = arithmetic == TfLiteArithmetic.Reference || HasDynamicTensors(model)
        ? Requantization.FixedPointTwice : Requantization.Float;

    public TfLiteModel Model => model;

    public ParseOptions Options => options;

    /// <summary>Counts a mapped operator: a subgraph that is run in several places is mapped several times.</summary>
    /// <exception cref="InvalidModelException">More than the budget.</exception>
    public void CountOperator()
    {
        if (++_operators > options.ElementBudget)
            throw new InvalidModelException($"{source.Name}: written out, the graphs have more than {options.ElementBudget} operators");
    }

    /// <summary>Operators that no mapping could express.</summary>
    public List<UnsupportedOperator> Unsupported { get; } = [];

    /// <summary>The data of a constant tensor.</summary>
    /// <exception cref="InvalidNetworkException">It does not fit the tensor's type and shape.</exception>
    public Tensor Constant(TfLiteSubgraph subgraph, TfLiteTensor tensor)
    {
        TensorInfo info = TensorMapping.Info(subgraph, tensor);
        ReadOnlyMemory<byte> data = tensor.External is { } external ? Load(external) : tensor.Data ?? default;
        if (tensor.Sparsity is not null) data = SparseDecoder.Decode(tensor, info, data, Math.Max(MinSparseBytes, source.Bytes.Length * MaxSparseGrowth));
        if (data.Length != info.ByteCount)
            throw new InvalidNetworkException($"constant {tensor} has {data.Length} bytes, {info} takes {info.ByteCount}");
        return new Tensor(info, data);
    }

    /// <summary>What a variable holds may change its shape, so TensorFlow Lite leaves the whole graph to its own kernels instead of XNNPACK.</summary>
    private static bool HasDynamicTensors(TfLiteModel model) =>
        model.Subgraphs.Any(s => s.Operators.Any(o => o.Code == TfLiteBuiltinOperator.READ_VARIABLE));

    private ReadOnlyMemory<byte> Load(TfLiteExternalBuffer external) => external.Open(source);
}

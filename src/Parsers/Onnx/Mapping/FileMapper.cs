using System.Collections.Frozen;
using System.Collections.Immutable;
using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>What the mappers of all graphs of one file share.</summary>
/// <param name="model">The file.</param>
/// <param name="source">Where it came from, for data in companion files.</param>
/// <param name="options">What the caller wants.</param>
internal sealed class FileMapper(ModelProto model, ModelSource source, ParseOptions options)
{
    private int _operators;
    private readonly FrozenDictionary<OperatorName, FunctionProto> _functions =
        model.Functions.DistinctBy(NameOf).ToFrozenDictionary(NameOf);

    public ModelProto Model => model;

    public ParseOptions Options => options;

    /// <summary>Operators of further domains.</summary>
    public ImmutableArray<IOnnxOperators> Modules { get; init; } = [];

    /// <summary>Operators that no mapping could express.</summary>
    public List<UnsupportedOperator> Unsupported { get; } = [];

    /// <summary>The function of the file that a node calls, null when it calls none.</summary>
    public FunctionProto? Function(NodeProto node) => _functions.Count == 0 ? null : _functions.GetValueOrDefault(new OperatorName(node.Domain, node.OpType, node.Overload));

    /// <summary>Counts a mapped operator: a function that is called in several places is mapped several times.</summary>
    /// <exception cref="InvalidModelException">More than the budget.</exception>
    public void CountOperator()
    {
        if (++_operators > options.ElementBudget)
            throw new InvalidModelException($"{source.Name}: written out, the graphs have more than {options.ElementBudget} operators");
    }

    /// <summary>The data of a tensor.</summary>
    /// <exception cref="UnmappedException">Its element type has no counterpart.</exception>
    public Tensor Constant(TensorProto tensor)
    {
        try
        {
            return TensorReader.Read(tensor, source);
        }
        catch (NotSupportedException e)
        {
            throw new UnmappedException(e.Message);
        }
    }

    private static OperatorName NameOf(FunctionProto function) => new(function.Domain, function.Name, function.Overload);
}

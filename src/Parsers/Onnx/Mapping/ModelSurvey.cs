using System.Collections.Immutable;
using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Counts what is in a file, graphs inside of graphs and functions included.</summary>
internal sealed class ModelSurvey
{
    private readonly SortedDictionary<string, int> _operators = new(StringComparer.Ordinal);

    public ModelSurvey(ModelProto model)
    {
        Visit(model.Graph);
        foreach (FunctionProto function in model.Functions) Visit(function.Node);
    }

    public ImmutableArray<KeyValuePair<string, int>> Operators => [.. _operators];

    public int Graphs { get; private set; }

    public long WeightBytes { get; private set; }

    private void Visit(GraphProto graph)
    {
        Graphs++;
        foreach (TensorProto tensor in graph.Initializer) Count(tensor);
        Visit(graph.Node);
    }

    private void Visit(IEnumerable<NodeProto> nodes)
    {
        foreach (NodeProto node in nodes)
        {
            string name = new OperatorName(OpsetTable.Normalize(node.Domain), node.OpType).ToString();
            _operators[name] = _operators.GetValueOrDefault(name) + 1;
            foreach (AttributeProto attribute in node.Attribute)
            {
                if (attribute.G is { } graph) Visit(graph);
                if (attribute.T is { } tensor) Count(tensor);
            }
        }
    }

    private void Count(TensorProto tensor)
    {
        if (tensor.DataType.ToElementType() is { } type && tensor.Dims.All(d => d is >= 0 and < int.MaxValue))
            WeightBytes += type.ByteCount(TensorReader.ShapeOf(tensor.Name, tensor.Dims).ElementCount);
    }
}

using System.Collections.Immutable;
using NnBridge.Ops;
using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>What a mapping sees of one node: its operands as values, its attributes, and where its nodes go.</summary>
internal sealed class MappingContext(GraphMapper graph, NodeProto node, string name)
{
    private NodeAttributes? _attributes;

    /// <summary>Receives nodes and constants.</summary>
    public NetworkBuilder Builder => graph.Builder;

    /// <summary>The graph the node is in, for control flow and functions.</summary>
    public GraphMapper Graph => graph;

    public NodeProto Node => node;

    public OperatorName Operator { get; } = new(OpsetTable.Normalize(node.Domain), node.OpType, node.Overload);

    public NodeAttributes Attributes => _attributes ??= new NodeAttributes(node, graph.CallerAttributes);

    /// <summary>Version of the vocabulary that the operator is from.</summary>
    public int Opset => graph.Opsets[node.Domain];

    public string Name => name;

    public int InputCount => node.Input.Count;

    public int OutputCount => node.Output.Count;

    public bool Has(int input) => input < InputCount && node.Input[input].Length > 0 && graph.Find(node.Input[input]) is not OptionalValue { Content: null };

    public bool HasOutput(int output) => output < OutputCount && node.Output[output].Length > 0;

    /// <summary>A required tensor.</summary>
    /// <exception cref="InvalidNetworkException">It is left out, or no tensor.</exception>
    public Value Input(int index) => Optional(index) ?? throw new InvalidNetworkException($"operand {index} is missing");

    /// <summary>A tensor, null when it is left out.</summary>
    public Value? Optional(int index) => Has(index) ? Any(index) switch
    {
        TensorValue tensor => tensor.Value,
        OptionalValue { Content: TensorValue tensor } => tensor.Value,
        SequenceValue or OptionalValue { Content: SequenceValue } => throw new InvalidNetworkException($"operand {index} is a sequence, expected a tensor"),
        _ => throw new InvalidNetworkException($"operand {index} is no tensor"),
    } : null;

    /// <summary>An operand of any kind.</summary>
    /// <exception cref="InvalidNetworkException">It is left out.</exception>
    public MappedValue Any(int index) => index < InputCount && node.Input[index].Length > 0
        ? graph.Read(node.Input[index])
        : throw new InvalidNetworkException($"operand {index} is missing");

    /// <summary>All operands, null where one is left out.</summary>
    public Value?[] AllInputs() => [.. Enumerable.Range(0, InputCount).Select(Optional)];

    /// <summary>All operands; none may be left out.</summary>
    public Value[] RequiredInputs() => [.. Enumerable.Range(0, InputCount).Select(Input)];

    /// <summary>The numbers of a constant operand, null when it is left out or computed.</summary>
    public long[]? ConstantIntegers(int index) =>
        Optional(index)?.Constant is { } constant && constant.Info.Type is ElementType.Int32 or ElementType.Int64 ? constant.ToInt64Array() : null;

    /// <summary>Adds the node that computes all results.</summary>
    public void Emit(Op op, params ReadOnlySpan<Value?> inputs) => EmitMany(op, inputs);

    /// <summary>Adds a node whose first outputs are the results; returns all of its outputs.</summary>
    public ImmutableArray<Value> EmitMany(Op op, ReadOnlySpan<Value?> inputs)
    {
        var specs = new OutputSpec[OutputCount];
        for (int i = 0; i < specs.Length; i++) specs[i] = new OutputSpec(node.Output[i]);
        ImmutableArray<Value> outputs = Builder.AddMany(name, op, inputs, specs);
        for (int i = 0; i < OutputCount; i++)
        {
            if (!HasOutput(i)) continue;
            if (i >= outputs.Length) throw new InvalidNetworkException($"has {OutputCount} results, expected {outputs.Length}");
            SetOutput(i, outputs[i]);
        }

        return outputs;
    }

    /// <summary>Adds a node between operands and results.</summary>
    /// <param name="suffix">Told apart from the operator's own name by it.</param>
    /// <param name="op">What it does.</param>
    /// <param name="inputs">Operands.</param>
    public Value Add(string suffix, Op op, params ReadOnlySpan<Value?> inputs) => Builder.Add($"{name}/{suffix}", op, inputs);

    /// <summary>Like <see cref="Add(string, Op, ReadOnlySpan{Value?})"/>, with quantization of the result.</summary>
    public Value AddQuantized(string suffix, Op op, QuantizationInfo? quantization, params ReadOnlySpan<Value?> inputs) =>
        Builder.Add($"{name}/{suffix}", op, inputs, quantization);

    /// <summary>Adds an Int64 constant of one dimension.</summary>
    public Value Integers(string suffix, params ReadOnlySpan<long> values) => Builder.Constant($"{name}/{suffix}", Tensor.FromInt64(values));

    /// <summary>States which value a result is.</summary>
    /// <exception cref="InvalidNetworkException">The node has no such result.</exception>
    public void SetOutput(int index, Value value) => SetOutput(index, new TensorValue(value));

    /// <summary>States what a result is.</summary>
    /// <exception cref="InvalidNetworkException">The node has no such result.</exception>
    public void SetOutput(int index, MappedValue value)
    {
        if (index >= OutputCount) throw new InvalidNetworkException($"has {OutputCount} results, expected at least {index + 1}");
        graph.Write(node.Output[index], value);
    }
}

using System.Collections.Immutable;
using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>What a mapping sees of one operator: its operands as values, its options, and where its nodes go.</summary>
internal sealed class MappingContext(SubgraphMapper graph, TfLiteOperator @operator, string name)
{
    /// <summary>Receives nodes and constants.</summary>
    public NetworkBuilder Builder => graph.Builder;

    /// <summary>The graph the operator is in, for control flow and variables.</summary>
    public SubgraphMapper Graph => graph;

    public TfLiteOperator Operator => @operator;

    /// <summary>Name of the node: that of the first output's tensor.</summary>
    public string Name => name;

    public int InputCount => @operator.Inputs.Count;

    public int OutputCount => @operator.Outputs.Count;

    /// <summary>The options, or the schema's defaults when the file has none.</summary>
    /// <exception cref="InvalidModelException">The file has options of another kind.</exception>
    public TOptions Options<TOptions>() where TOptions : TfLiteOptions, ITfLiteOptions<TOptions> => @operator.Options<TOptions>();

    /// <summary>How a matrix product with activations <paramref name="x"/> rounds; 16 bits are always fixed point.</summary>
    public Requantization RequantizationOf(Value x) => x.Info.Type == ElementType.Int16 ? Requantization.FixedPointTwice : graph.File.MatrixRequantization;

    /// <summary>How a depthwise convolution of <paramref name="x"/> rounds.</summary>
    public Requantization DepthwiseRequantizationOf(Value x) => x.Info.Type == ElementType.Int16 ? Requantization.FixedPointTwice : graph.File.DepthwiseRequantization;

    /// <summary>How 8-bit operators round that round once as shipped: matrix products of two activations, element-wise sums and products.</summary>
    public Requantization SingleRoundingOf(Value x) =>
        x.Info.Type == ElementType.Int16 || graph.File.Arithmetic == TfLiteArithmetic.Reference ? Requantization.FixedPointTwice : Requantization.FixedPoint;

    public bool Has(int input) => input < InputCount && @operator.Inputs[input] >= 0;

    /// <summary>A required operand.</summary>
    /// <exception cref="InvalidNetworkException">It is left out.</exception>
    public Value Input(int index) => Optional(index) ?? throw new InvalidNetworkException($"operand {index} is missing");

    /// <summary>An operand, null when it is left out.</summary>
    public Value? Optional(int index) => Has(index) ? graph.Read(@operator.Inputs[index]) : null;

    /// <summary>All operands, null where one is left out.</summary>
    public Value?[] AllInputs() => [.. Enumerable.Range(0, InputCount).Select(Optional)];

    /// <summary>The tensor of an operand as the file describes it.</summary>
    public TfLiteTensor InputTensor(int index) =>
        Has(index) ? graph.Tensor(@operator.Inputs[index]) : throw new InvalidNetworkException($"operand {index} is missing");

    /// <summary>The tensor of a result as the file describes it. Its shape is a hint only: TensorFlow Lite infers shapes anew.</summary>
    /// <exception cref="InvalidNetworkException">The operator has no such result.</exception>
    public TfLiteTensor OutputTensor(int index) => index < OutputCount && @operator.Outputs[index] >= 0
        ? graph.Tensor(@operator.Outputs[index])
        : throw new InvalidNetworkException($"result {index} is missing");

    /// <summary>Type, declared shape and quantization of a result.</summary>
    public TensorInfo OutputInfo(int index)
    {
        TfLiteTensor tensor = OutputTensor(index);
        return LeavesTypeOut(tensor) ? graph.Info(tensor with { Type = InputTensor(0).Type }) : graph.Info(tensor);
    }

    /// <summary>Like <see cref="OutputInfo"/>, null where the operator has no such result or its type has no counterpart.</summary>
    public TensorInfo? DeclaredInfo(int index) =>
        @operator.Outputs[index] >= 0 && TensorMapping.TypeOf(OutputTensor(index).Type) is not null ? OutputInfo(index) : null;

    /// <summary>Adds the node that computes all results of the operator.</summary>
    public void Emit(Op op, params ReadOnlySpan<Value?> inputs) => EmitMany(op, inputs, OutputCount);

    /// <summary>Adds a node whose first <paramref name="results"/> outputs are the results of the operator; returns all of its outputs.</summary>
    public ImmutableArray<Value> EmitMany(Op op, ReadOnlySpan<Value?> inputs, int results)
    {
        if (results > OutputCount) throw new InvalidNetworkException($"has {OutputCount} results, expected at least {results}");
        var specs = new OutputSpec[results];
        for (int i = 0; i < results; i++)
            if (@operator.Outputs[i] >= 0) specs[i] = new OutputSpec(OutputTensor(i).Name, OutputInfo(i).Quantization);
        ImmutableArray<Value> outputs = Builder.AddMany(name, op, inputs, specs);
        if (results > outputs.Length) throw new InvalidNetworkException($"has {results} results, expected {outputs.Length}");
        for (int i = 0; i < results; i++)
            if (@operator.Outputs[i] >= 0) SetOutput(i, outputs[i]);
        return outputs;
    }

    /// <summary>Adds a node between operands and results.</summary>
    /// <param name="suffix">Told apart from the operator's own name by it.</param>
    /// <param name="op">What it does.</param>
    /// <param name="inputs">Operands.</param>
    /// <param name="quantization">Quantization of its output.</param>
    public Value Add(string suffix, Op op, ReadOnlySpan<Value?> inputs, QuantizationInfo? quantization = null) =>
        Builder.Add($"{name}/{suffix}", op, inputs, quantization);

    /// <summary>Adds an Int64 constant of one dimension.</summary>
    public Value Integers(string suffix, params ReadOnlySpan<long> values) => Builder.Constant($"{name}/{suffix}", Tensor.FromInt64(values));

    /// <summary>The sizes of a tensor whose elements can be counted in 31 bits.</summary>
    /// <exception cref="UnmappedException">Not all are known.</exception>
    /// <exception cref="InvalidNetworkException">There are more elements.</exception>
    public static int[] KnownSizes(Value x)
    {
        if (!x.Info.Shape.IsStatic) throw new UnmappedException($"operand is {x}, expected known sizes");
        int[] sizes = x.Info.Shape.ToArray();
        double count = sizes.Aggregate(1.0, (a, b) => a * b);
        return count < int.MaxValue ? sizes : throw new InvalidNetworkException($"operand is {x}, expected fewer than {int.MaxValue} elements");
    }

    /// <summary>Adds a constant of one number.</summary>
    public Value Scalar<T>(string suffix, ElementType type, T value) where T : unmanaged =>
        Builder.Constant($"{name}/{suffix}", Tensor.Create<T>(new TensorInfo(type, Shape.Scalar), [value]));

    /// <summary>Adds the numbers from 0 to <paramref name="count"/> - 1, Int64; computed rather than stored, because files can ask for many.</summary>
    public Value Numbers(string suffix, long count) => Add(suffix, new Ops.Range(),
        [Scalar($"{suffix}_first", ElementType.Int64, 0L), Scalar($"{suffix}_limit", ElementType.Int64, count), Scalar($"{suffix}_step", ElementType.Int64, 1L)]);

    /// <summary>Adds the sizes of <paramref name="x"/> from axis <paramref name="first"/> on, as an Int32 vector.</summary>
    public Value SizesFrom(string suffix, Value x, int first)
    {
        Value sizes = Add($"{suffix}_all", new ShapeOf(ElementType.Int32), [x]);
        return first == 0 ? sizes : Add(suffix, new StridedSlice { EndMask = 1 }, [sizes, Integers($"{suffix}_first", first), Integers($"{suffix}_end", 0)]);
    }

    /// <summary>Adds a value that the operator keeps from run to run; the mapping completes it with <see cref="NetworkBuilder.State"/>.</summary>
    /// <exception cref="UnmappedException">The operator is inside control flow, which has no state of its own.</exception>
    public Value State(string suffix, TensorInfo info) => graph.IsNested
        ? throw new UnmappedException($"{@operator.Name} keeps state inside control flow, which is not supported")
        : Builder.StateInput($"{name}/{suffix}", info);

    /// <summary>States which value a result of the operator is.</summary>
    /// <remarks>
    /// TensorFlow Lite sets the types of results when it prepares operators, so files that leave the type out run there. Float32 is what a
    /// left-out type reads as.
    /// </remarks>
    /// <exception cref="InvalidNetworkException">The element type is not the one the file states.</exception>
    public void SetOutput(int index, Value value)
    {
        TfLiteTensor tensor = OutputTensor(index);
        if (tensor.Type != TfLiteTensorType.Float32 && TensorMapping.TypeOf(tensor.Type) != value.Info.Type)
            throw new InvalidNetworkException($"result {index} '{tensor.Name}' is {value.Info.Type}, the file states {tensor.Type}");
        graph.Write(@operator.Outputs[index], value);
    }

    /// <summary>Whether a result that reads as Float32 is a quantized integer whose type the file does not state.</summary>
    private bool LeavesTypeOut(TfLiteTensor tensor) => tensor is { Type: TfLiteTensorType.Float32, Quantization.Scales.Count: > 0 }
        && @operator.Code is not (TfLiteBuiltinOperator.DEQUANTIZE or TfLiteBuiltinOperator.CAST or TfLiteBuiltinOperator.CUSTOM)
        && Optional(0) is { Info: { Quantization: not null, Type: ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 } };
}

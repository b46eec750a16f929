using NnBridge.Bench.Measuring;

namespace NnBridge.Bench.Onnx;

/// <summary>
/// Turns a float graph into one of 8-bit integers, in the form that ONNX Runtime runs as integers throughout: unsigned activations, signed
/// weights with one scale for each output channel, 32-bit biases whose scale is the product of the other two. Rectifiers disappear into the
/// range of the result before them. A result that floats take part in next is stored as integers all the same: a float sum right behind a
/// product would be fused with it and keep it from being one of integers. Whatever is not named here stays float.
/// </summary>
internal sealed class QdqQuantizer
{
    private readonly OnnxGraph _source;
    private readonly IReadOnlyDictionary<string, Interval> _ranges;
    private readonly OnnxGraph _target = new();
    private readonly Dictionary<string, (string Scale, string ZeroPoint, float Value)> _parameters = [];
    private readonly Dictionary<string, string> _dequantized = [];
    private readonly HashSet<string> _integers = [];
    private readonly HashSet<OnnxNode> _folded = [];

    private QdqQuantizer(OnnxGraph source, IReadOnlyDictionary<string, Interval> ranges) => (_source, _ranges) = (source, ranges);

    /// <summary>Quantizes a graph.</summary>
    /// <param name="graph">The float graph.</param>
    /// <param name="ranges">Smallest and largest value of each tensor that nodes yield or the caller gives.</param>
    public static OnnxGraph Quantize(OnnxGraph graph, IReadOnlyDictionary<string, Interval> ranges)
    {
        var quantizer = new QdqQuantizer(graph, ranges);
        foreach (OnnxNode node in graph.Nodes) quantizer.Visit(node);
        quantizer._target.Inputs.AddRange(graph.Inputs);
        quantizer._target.Outputs.AddRange(graph.Outputs);
        foreach (string name in quantizer._target.Nodes.SelectMany(n => n.Inputs).Where(graph.Constants.ContainsKey).Distinct())
            quantizer._target.Constants[name] = graph.Constants[name];
        return quantizer._target;
    }

    private void Visit(OnnxNode node)
    {
        if (_folded.Contains(node)) return;
        switch (node.Operator)
        {
            case "Conv" or "Gemm":
                AddIntegers(node, [Dequantize(node.Inputs[0]), .. Weights(node, axis: 0)]);
                break;
            case "Add" when !node.Inputs.Any(_source.Constants.ContainsKey):
                if (node.Inputs.All(_integers.Contains)) AddIntegers(node, [Dequantize(node.Inputs[0]), Dequantize(node.Inputs[1])]);
                else AddFloats(node, node.Inputs);
                break;
            case "GlobalAveragePool":
                AddIntegers(node, [Dequantize(node.Inputs[0])]);
                break;
            case "MaxPool" or "Flatten":
                // The values stay what they are, so does their scale.
                _parameters[node.Outputs[0]] = Parameters(node.Inputs[0]);
                AddIntegers(node, [Dequantize(node.Inputs[0])]);
                break;
            case "MatMul" when _source.Constants.ContainsKey(node.Inputs[1]):
                AddIntegers(node, [Dequantize(node.Inputs[0]), .. Weights(node, axis: 1)]);
                break;
            default:
                AddFloats(node, node.Inputs);
                break;
        }
    }

    private void AddFloats(OnnxNode node, ValueList<string> inputs) => _target.Nodes.Add(
        node with { Inputs = inputs.Select(i => _integers.Contains(i) ? Dequantize(i) : i).ToValueList() });

    /// <summary>Adds a node whose result is stored as integers; a rectifier behind it takes part.</summary>
    private void AddIntegers(OnnxNode node, ValueList<string> inputs)
    {
        string result = node.Outputs[0];
        if (_source.UsersOf(result).ToArray() is [{ Operator: "Relu" or "Clip" } rectifier])
        {
            _folded.Add(rectifier);
            result = rectifier.Outputs[0];
        }

        _integers.Add(result);
        _target.Nodes.Add(node with { Inputs = inputs, Outputs = [result] });
    }

    /// <summary>The tensor after it has been stored as integers and read back.</summary>
    private string Dequantize(string tensor)
    {
        if (_dequantized.TryGetValue(tensor, out string? done)) return done;
        (string scale, string zeroPoint, _) = Parameters(tensor);
        string stored = $"{tensor}_q", read = $"{tensor}_dq";
        _target.Nodes.Add(new OnnxNode("QuantizeLinear", [tensor, scale, zeroPoint], [stored]));
        _target.Nodes.Add(new OnnxNode("DequantizeLinear", [stored, scale, zeroPoint], [read]));
        return _dequantized[tensor] = read;
    }

    private (string Scale, string ZeroPoint, float Value) Parameters(string tensor)
    {
        if (_parameters.TryGetValue(tensor, out (string, string, float) known)) return known;
        double low = Math.Min(_ranges[tensor].Low, 0), high = Math.Max(_ranges[tensor].High, 0);
        var scale = (float)(high > low ? (high - low) / byte.MaxValue : 1);
        var zeroPoint = (byte)Math.Clamp(Math.Round(-low / scale), 0, byte.MaxValue);
        return _parameters[tensor] = (Constant($"{tensor}_scale", ElementType.Float32, [scale]), Constant($"{tensor}_zero", ElementType.UInt8, [zeroPoint]), scale);
    }

    /// <summary>Weights, and the bias when there is one, stored as integers and read back.</summary>
    private List<string> Weights(OnnxNode node, int axis)
    {
        string name = node.Inputs[1];
        Tensor weights = _source.Constants[name];
        int channels = weights.Info.Shape[axis];
        int inner = (int)weights.Info.Shape.Product(axis + 1, weights.Info.Shape.Rank);
        ReadOnlySpan<float> values = weights.Span<float>();
        var scales = new float[channels];
        for (int i = 0; i < values.Length; i++) scales[i / inner % channels] = Math.Max(scales[i / inner % channels], Math.Abs(values[i]));
        for (int c = 0; c < channels; c++) scales[c] = scales[c] == 0 ? 1 : scales[c] / sbyte.MaxValue;
        var stored = new sbyte[values.Length];
        for (int i = 0; i < stored.Length; i++) stored[i] = (sbyte)Math.Round(values[i] / scales[i / inner % channels]);

        string constant = $"{name}_q";
        _target.Constants[constant] = Tensor.Create<sbyte>(new TensorInfo(ElementType.Int8, weights.Info.Shape), stored);
        var operands = new List<string> { DequantizeConstant(name, constant, ElementType.Int8, scales, new sbyte[channels], axis) };
        if (node.Inputs.Count > 2) operands.Add(Bias(node, scales));
        return operands;
    }

    private string Bias(OnnxNode node, float[] weightScales)
    {
        string name = node.Inputs[2];
        float inputScale = Parameters(node.Inputs[0]).Value;
        float[] scales = [.. weightScales.Select(s => s * inputScale)];
        ReadOnlySpan<float> values = _source.Constants[name].Span<float>();
        var stored = new int[values.Length];
        for (int i = 0; i < stored.Length; i++) stored[i] = (int)Math.Round(values[i] / (double)scales[i]);
        return DequantizeConstant(name, Constant($"{name}_q", ElementType.Int32, stored, stored.Length), ElementType.Int32, scales, new int[stored.Length], axis: 0);
    }

    private string DequantizeConstant<T>(string name, string stored, ElementType type, float[] scales, T[] zeroPoints, int axis) where T : unmanaged
    {
        string scale = Constant($"{name}_scale", ElementType.Float32, scales, scales.Length), zero = Constant($"{name}_zero", type, zeroPoints, zeroPoints.Length);
        _target.Nodes.Add(new OnnxNode("DequantizeLinear", [stored, scale, zero], [$"{name}_dq"], ("axis", (long)axis)));
        return $"{name}_dq";
    }

    private string Constant<T>(string name, ElementType type, T[] values, params int[] shape) where T : unmanaged
    {
        _target.Constants[name] = Tensor.Create<T>(new TensorInfo(type, Shape.Of(shape)), values);
        return name;
    }
}

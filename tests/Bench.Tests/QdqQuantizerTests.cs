using NnBridge.Bench.Measuring;
using NnBridge.Bench.Onnx;

namespace NnBridge.Bench.Tests;

/// <summary>Integer networks made of float ones.</summary>
public sealed class QdqQuantizerTests
{
    [Test]
    public void A_bias_has_the_product_of_the_other_scales_exactly()
    {
        OnnxGraph quantized = Quantize(out OnnxNode convolution);
        OnnxGraph graph = quantized;
        OnnxNode[] operands = [.. convolution.Inputs.Select(i => graph.Nodes.Single(n => n.Outputs.Contains(i)))];
        float[][] scales = [.. operands.Select(o => graph.Constants[o.Inputs[1]].Span<float>().ToArray())];
        Assert.That(scales[2], Is.EqualTo(scales[1].Select(s => s * scales[0][0]).ToArray()));
        Assert.That(operands.Select(o => o.Operator), Is.All.EqualTo("DequantizeLinear"));
    }

    [Test]
    public void Weights_have_a_scale_for_each_output_channel_and_use_the_whole_range()
    {
        OnnxGraph graph = Quantize(out OnnxNode convolution);
        OnnxNode weights = graph.Nodes.Single(n => n.Outputs.Contains(convolution.Inputs[1]));
        Tensor stored = graph.Constants[weights.Inputs[0]];
        Assert.That(graph.Constants[weights.Inputs[1]].Info.Shape, Is.EqualTo(Shape.Of(4)));
        sbyte[] values = stored.Span<sbyte>().ToArray();
        for (int channel = 0; channel < 4; channel++)
            Assert.That(values.Chunk(values.Length / 4).ElementAt(channel).Max(v => Math.Abs((int)v)), Is.EqualTo(127));
    }

    [Test]
    public void A_rectifier_disappears_into_the_range_of_the_result()
    {
        OnnxGraph graph = Quantize(out OnnxNode convolution);
        Assert.That(graph.Nodes.Select(n => n.Operator), Has.None.EqualTo("Relu"));
        OnnxNode store = graph.UsersOf(convolution.Outputs[0]).Single();
        Assert.That(store.Operator, Is.EqualTo("QuantizeLinear"));
        Assert.That(graph.Constants[store.Inputs[2]].Span<byte>()[0], Is.Zero);
        Assert.That(graph.Constants[store.Inputs[1]].Span<float>()[0], Is.EqualTo(6f / 255));
    }

    [Test]
    public void Every_operand_is_there_and_before_its_use()
    {
        OnnxGraph graph = Quantize(out _);
        var known = graph.Inputs.Select(i => i.Name).Concat(graph.Constants.Keys).ToHashSet();
        foreach (OnnxNode node in graph.Nodes)
        {
            Assert.That(node.Inputs.Where(i => !known.Contains(i)), Is.Empty, node.Outputs[0]);
            foreach (string output in node.Outputs) Assert.That(known.Add(output), $"{output} is yielded twice");
        }
    }

    /// <summary>A convolution, a rectifier, a pooling and an output, with the ranges a calibration would give.</summary>
    private static OnnxGraph Quantize(out OnnxNode convolution)
    {
        var maker = new GraphMaker(seed: 1);
        string x = maker.Relu(maker.Convolution(maker.Input("x", 1, 2, 6, 6), 4, (3, 3), (1, 1)));
        maker.Output(maker.MeanOverSpace(x), "y");
        var ranges = new Dictionary<string, Interval> { ["x"] = new(-1, 1) };
        foreach (OnnxNode node in maker.Graph.Nodes) ranges[node.Outputs[0]] = new Interval(node.Operator == "Conv" ? -5 : 0, 6);
        OnnxGraph graph = QdqQuantizer.Quantize(maker.Graph, ranges);
        convolution = graph.Nodes.Single(n => n.Operator == "Conv");
        return graph;
    }
}

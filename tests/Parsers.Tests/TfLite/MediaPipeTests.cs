using NnBridge.TestKit.TfLite;

namespace NnBridge.Parsers.Tests.TfLite;

/// <summary>MediaPipe's custom operators, whose options are C structs.</summary>
public sealed class MediaPipeTests
{
    private const int Same = 1, Valid = 2;

    // With ones as weights an input element adds itself to a window of outputs; what same padding cuts off depends on the size of the input.
    [TestCase(Same, 2, new float[] { 1, 2, 3, 4 }, 3, new float[] { 11, 11, 13, 12, 11, 11, 13, 12, 14, 14, 20, 16, 13, 13, 17, 14 }, 4)]
    [TestCase(Same, 1, new float[] { 1, 2, 3 }, 3, new float[] { 11, 13, 12, 15, 13 }, 1)]
    [TestCase(Valid, 2, new float[] { 1, 2, 3, 4 }, 2, new float[] { 11, 11, 12, 12, 11, 11, 12, 12, 13, 13, 14, 14, 13, 13, 14, 14 }, 4)]
    public void Transposed_convolution_adds_the_bias(int padding, int height, float[] x, int window, float[] expected, int outputHeight)
    {
        int width = x.Length / height, outputWidth = expected.Length / outputHeight;
        var model = new TfLiteModelBuilder();
        TfLiteGraphBuilder graph = model.Graph();
        int input = graph.Input("x", Float(1, height, width, 1));
        int weights = graph.Constant("w", Constant([1, window, window, 1], 1));
        int bias = graph.Constant("b", Constant([1], 10));
        int output = graph.Output("y", Float(1, outputHeight, outputWidth, 1));
        graph.CustomOperator("Convolution2DTransposeBias", [input, weights, bias], [output], SignalModel.Struct(padding, 2, 2, 0));
        using var run = new ModelRun(model);
        Assert.That(run.With("x", x).Run().Output<float>("y"), Is.EqualTo(expected));
        Assert.That(run.ShapeOf(0).ToArray(), Is.EqualTo(new[] { 1, outputHeight, outputWidth, 1 }));
    }

    [Test]
    public void Maxima_find_back_to_their_places()
    {
        var model = new TfLiteModelBuilder();
        TfLiteGraphBuilder graph = model.Graph();
        int x = graph.Input("x", Float(1, 2, 4, 1));
        int maxima = graph.Output("maxima", Float(1, 1, 2, 1)), indices = graph.Output("indices", Float(1, 1, 2, 1)), y = graph.Output("y", Float(1, 2, 4, 1));
        byte[] options = SignalModel.Struct(Same, 2, 2, 2, 2, 0);
        graph.CustomOperator("MaxPoolingWithArgmax2D", [x], [maxima, indices], options);
        graph.CustomOperator("MaxUnpooling2D", [maxima, indices], [y], options);
        using var run = new ModelRun(model);
        run.With("x", 1f, 5, 2, 0, 3, 4, -1, 7).Run();
        Assert.Multiple(() =>
        {
            Assert.That(run.Output<float>("maxima"), Is.EqualTo(new float[] { 5, 7 }));
            Assert.That(run.Output<float>("indices"), Is.EqualTo(new[] { 1 + 0.1f, 3 + 0.1f }));
            Assert.That(run.Output<float>("y"), Is.EqualTo(new float[] { 0, 5, 0, 0, 0, 0, 0, 7 }));
        });
    }

    [Test]
    public void Options_that_are_too_short_are_refused()
    {
        var model = new TfLiteModelBuilder();
        TfLiteGraphBuilder graph = model.Graph();
        int x = graph.Input("x", Float(1, 2, 4, 1)), maxima = graph.Output("maxima", Float(1, 1, 2, 1)), indices = graph.Output("indices", Float(1, 1, 2, 1));
        graph.CustomOperator("MaxPoolingWithArgmax2D", [x], [maxima, indices], SignalModel.Struct(Same, 2, 2));
        Assert.That(() => new ModelRun(model), Throws.TypeOf<InvalidModelException>().With.Message.Contains("12 bytes of options, expected at least 20"));
    }

    private static TensorInfo Float(params int[] shape) => OneOperator.Info(ElementType.Float32, shape);

    private static Tensor Constant(int[] shape, float value) => Tensor.Create<float>(Float(shape), [.. Enumerable.Repeat(value, shape.Aggregate(1, (a, b) => a * b))]);
}

using NnBridge.Parsers.TfLite.Schema;
using NnBridge.TestKit.TfLite;
using static NnBridge.Parsers.Tests.TfLite.OneOperator;

namespace NnBridge.Parsers.Tests.TfLite;

/// <summary>Built-in operators that are mapped to several nodes, run from model to result. Vectors are those of TensorFlow Lite's unit tests.</summary>
public sealed class BuiltinTests
{
    [Test]
    public void Sparse_to_dense_with_coordinates()
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.SPARSE_TO_DENSE, Info(ElementType.Float32, 3, 3, 3),
            ("indices", Ints([3, 3], 0, 0, 0, 1, 2, 1, 2, 0, 1), false), ("shape", Ints([3], 3, 3, 3), true), ("values", Floats([3], 2, 4, 6), false), ("default", Floats([1], -2), true));
        var expected = Enumerable.Repeat(-2f, 27).ToArray();
        (expected[0], expected[16], expected[19]) = (2, 4, 6);
        Assert.That(run.Output<float>("y"), Is.EqualTo(expected));
    }

    [Test]
    public void Sparse_to_dense_with_one_value()
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.SPARSE_TO_DENSE, Info(ElementType.Float32, 5),
            ("indices", Ints([2], 1, 3), false), ("shape", Ints([1], 5), true), ("values", Floats([], 7), false), ("default", Floats([], 0), true));
        Assert.That(run.Output<float>("y"), Is.EqualTo(new float[] { 0, 7, 0, 7, 0 }));
    }

    [Test]
    public void Segment_sum()
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.SEGMENT_SUM, Info(ElementType.Int32, 2, 4),
            ("data", Ints([3, 4], 1, 2, 3, 4, 4, 3, 2, 1, 5, 6, 7, 8), false), ("segments", Ints([3], 0, 0, 1), false));
        Assert.That(run.Output<int>("y"), Is.EqualTo(new[] { 5, 5, 5, 5, 5, 6, 7, 8 }));
        Assert.That(run.ShapeOf(0).ToArray(), Is.EqualTo(new[] { 2, 4 }));
    }

    [TestCase(TfLiteBuiltinOperator.UNSORTED_SEGMENT_SUM, new[] { 6, 8, 10, 12, 0, 0, 0, 0, 9, 10, 11, 12 })]
    [TestCase(TfLiteBuiltinOperator.UNSORTED_SEGMENT_PROD, new[] { 5, 12, 21, 32, 1, 1, 1, 1, 9, 10, 11, 12 })]
    [TestCase(TfLiteBuiltinOperator.UNSORTED_SEGMENT_MAX, new[] { 5, 6, 7, 8, int.MinValue, int.MinValue, int.MinValue, int.MinValue, 9, 10, 11, 12 })]
    [TestCase(TfLiteBuiltinOperator.UNSORTED_SEGMENT_MIN, new[] { 1, 2, 3, 4, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, 9, 10, 11, 12 })]
    public void Unsorted_segments(object code, int[] expected)
    {
        foreach (bool constant in new[] { true, false })
        {
            using ModelRun run = Run((TfLiteBuiltinOperator)code, Info(ElementType.Int32, 3, 4),
                ("data", Ints([3, 4], [.. Enumerable.Range(1, 12)]), false), ("segments", Ints([3], 0, 0, 2), constant), ("count", Ints([1], 3), true));
            Assert.That(run.Output<int>("y"), Is.EqualTo(expected));
        }
    }

    [Test]
    public void Unsorted_segments_may_be_numbered_in_several_dimensions_and_left_out()
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.UNSORTED_SEGMENT_SUM, Info(ElementType.Float32, 2),
            ("data", Floats([2, 2], 1, 2, 4, 8), false), ("segments", Ints([2, 2], 1, -1, 0, 1), false), ("count", Ints([], 2), true));
        Assert.That(run.Output<float>("y"), Is.EqualTo(new float[] { 4, 9 }));
    }

    [TestCase(0, new float[] { 7.9f, 8.9f, 0, 0, 3, 3.3f })]
    [TestCase(1, new float[] { 3.16f, 3.56f, 0, 0, 1, 1.1f })]
    [TestCase(2, new float[] { 3.832062f, 4.317134f, 0, 0, 1, 1.1f })]
    public void Sparse_embedding_lookup(int combiner, float[] expected)
    {
        // Row 0 is 2 of row 1 and 0.5 of row 3, row 1 is empty, row 2 is 3 of row 0.
        using ModelRun run = Run(TfLiteBuiltinOperator.EMBEDDING_LOOKUP_SPARSE, Info(ElementType.Float32, 3, 2),
            TfLiteOptionsTable.EmbeddingLookupSparseOptions, new FlatObject { [0] = (sbyte)combiner },
            ("ids", Ints([3], 1, 3, 0), false), ("indices", Ints([3, 2], 0, 0, 0, 1, 2, 1), false), ("shape", Ints([2], 3, 2), true),
            ("weights", Floats([3], 2, 0.5f, 3), false), ("table", Floats([4, 2], 1, 1.1f, 2, 2.2f, 5, 5.1f, 7.8f, 9), true));
        Assert.That(run.Output<float>("y"), Is.EqualTo(expected).Within(1e-5));
    }

    [Test]
    public void Bucketize()
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.BUCKETIZE, Info(ElementType.Int32, 3, 2), TfLiteOptionsTable.BucketizeOptions,
            new FlatObject { [0] = new float[] { 0, 10, 100 } }, ("x", Floats([3, 2], -5, 10000, 150, 10, 5, 100), false));
        Assert.That(run.Output<int>("y"), Is.EqualTo(new[] { 0, 3, 3, 2, 1, 3 }));
    }

    [Test]
    public void Dilate()
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.DILATE, Info(ElementType.Int32, 3, 4), TfLiteOptionsTable.DilateOptions, new FlatObject(),
            ("x", Ints([2, 2], 1, 2, 3, 4), false), ("factors", Ints([2], 2, 3), true), ("padding", Ints([], -1), true));
        Assert.That(run.Output<int>("y"), Is.EqualTo(new[] { 1, -1, -1, 2, -1, -1, -1, -1, 3, -1, -1, 4 }));
    }

    [TestCase(1, new[] { 24, 28, 40, 44 })]
    [TestCase(4, new[] { 11, 12, 15, 16 })]
    public void Reduce_window(int function, int[] expected)
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.REDUCE_WINDOW, Info(ElementType.Int32, 2, 2), TfLiteOptionsTable.ReduceWindowOptions, new FlatObject { [0] = function },
            ("x", Ints([4, 4], [.. Enumerable.Range(1, 16)]), false), ("init", Ints([], 0), true), ("window", Longs(2, 2), true), ("strides", Longs(1, 1), true), ("dilations", Longs(2, 2), true));
        Assert.That(run.Output<int>("y"), Is.EqualTo(expected));
    }

    [Test]
    public void Hashtable_lookup()
    {
        var model = new TfLiteModelBuilder();
        TfLiteGraphBuilder graph = model.Graph();
        int wanted = graph.Input("wanted", Info(ElementType.Int32, 4)), keys = graph.Constant("keys", Ints([3], -11, 0, 1234));
        int table = graph.Constant("table", Floats([3, 2], 0.0f, 0.1f, 1.0f, 1.1f, 2.0f, 2.1f));
        int rows = graph.Output("rows", Info(ElementType.Float32, 4, 2)), hits = graph.Output("hits", Info(ElementType.UInt8, 4));
        graph.Operator(TfLiteBuiltinOperator.HASHTABLE_LOOKUP, [wanted, keys, table], [rows, hits]);
        using var run = new ModelRun(model);
        run.With("wanted", 1234, -292, -11, 0).Run();
        Assert.That(run.Output<float>("rows"), Is.EqualTo(new[] { 2.0f, 2.1f, 0, 0, 0.0f, 0.1f, 1.0f, 1.1f }));
        Assert.That(run.Output<byte>("hits"), Is.EqualTo(new byte[] { 1, 0, 1, 1 }));
    }
}

using NnBridge.Parsers.TfLite.Schema;
using NnBridge.TestKit.TfLite;
using static NnBridge.Parsers.Tests.TfLite.OneOperator;

namespace NnBridge.Parsers.Tests.TfLite;

/// <summary>StableHLO operators from model to result. Vectors are those of TensorFlow Lite's unit tests and of the StableHLO specification, or follow by hand.</summary>
public sealed class StablehloTests
{
    private static readonly float[] To24 = [.. Enumerable.Range(1, 24).Select(i => (float)i)];

    [Test]
    public void Broadcast_in_dim_may_reorder_axes()
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.STABLEHLO_BROADCAST_IN_DIM, Info(ElementType.Int32, 2, 3, 2), TfLiteOptionsTable.StablehloBroadcastInDimOptions,
            new FlatObject { [0] = new long[] { 2, 1 } }, ("x", Ints([1, 3], 1, 2, 3), false));
        Assert.That(run.Output<int>("y"), Is.EqualTo(new[] { 1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3 }));
    }

    [Test]
    public void Slice_with_strides()
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.STABLEHLO_SLICE, Info(ElementType.Int32, 2, 2), TfLiteOptionsTable.StablehloSliceOptions,
            new FlatObject { [0] = new long[] { 1, 4 }, [1] = new long[] { 3, 8 }, [2] = new long[] { 1, 2 } },
            ("x", Ints([3, 8], 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 3, 0, 4, 0), false));
        Assert.That(run.Output<int>("y"), Is.EqualTo(new[] { 1, 2, 3, 4 }));
    }

    [Test]
    public void Dynamic_slice_is_moved_back_into_the_tensor()
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.STABLEHLO_DYNAMIC_SLICE, Info(ElementType.Int32, 2, 2), TfLiteOptionsTable.StablehloDynamicSliceOptions,
            new FlatObject { [0] = new long[] { 2, 2 } }, ("x", Ints([4, 4], 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0), false), ("i", Ints([], -1), false), ("j", Ints([], 3), false));
        Assert.That(run.Output<int>("y"), Is.EqualTo(new[] { 1, 1, 1, 1 }));
    }

    [Test]
    public void Dynamic_update_slice_is_moved_back_into_the_tensor()
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.STABLEHLO_DYNAMIC_UPDATE_SLICE, Info(ElementType.Int32, 2, 3),
            ("x", Ints([2, 3], 1, 2, 3, 4, 5, 6), false), ("update", Ints([1, 2], 8, 9), false), ("i", Ints([], 7), false), ("j", Ints([], 2), false));
        Assert.That(run.Output<int>("y"), Is.EqualTo(new[] { 1, 2, 3, 4, 8, 9 }));
    }

    [Test]
    public void Pad_adds_inside_and_outside_and_cuts_off()
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.STABLEHLO_PAD, Info(ElementType.Int32, 5, 5), TfLiteOptionsTable.StablehloPadOptions,
            new FlatObject { [0] = new long[] { 1, -1 }, [1] = new long[] { 1, -1 }, [2] = new long[] { 1, 2 } }, ("x", Ints([2, 3], 1, 2, 3, 4, 5, 6), false), ("value", Ints([], 0), true));
        Assert.That(run.Output<int>("y"), Is.EqualTo(new[] { 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0 }));
    }

    [Test]
    public void Iota_counts_along_its_axis()
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.STABLEHLO_IOTA, Info(ElementType.Float32, 2, 3), TfLiteOptionsTable.StablehloIotaOptions, new FlatObject { [0] = 1L });
        Assert.That(run.Output<float>("y"), Is.EqualTo(new float[] { 0, 1, 2, 0, 1, 2 }));
    }

    [Test]
    public void Clamp_and_compare()
    {
        using ModelRun clamp = Run(TfLiteBuiltinOperator.STABLEHLO_CLAMP, Info(ElementType.Float32, 3), ("min", Floats([], 5), true), ("x", Floats([3], 3, 7, 12), false), ("max", Floats([], 10), true));
        Assert.That(clamp.Output<float>("y"), Is.EqualTo(new float[] { 5, 7, 10 }));
        using ModelRun compare = Run(TfLiteBuiltinOperator.STABLEHLO_COMPARE, Info(ElementType.Bool, 3), TfLiteOptionsTable.StablehloCompareOptions, new FlatObject { [0] = 2, [1] = 1 },
            ("a", Floats([3], 1, 2, 3), false), ("b", Floats([3], 2, 2, 2), false));
        Assert.That(compare.Output<bool>("y"), Is.EqualTo(new[] { false, true, true }));
    }

    [Test]
    public void Transpose_reshape_and_concatenate()
    {
        using ModelRun transposed = Run(TfLiteBuiltinOperator.STABLEHLO_TRANSPOSE, Info(ElementType.Int32, 3, 2), TfLiteOptionsTable.StablehloTransposeOptions,
            new FlatObject { [0] = new long[] { 1, 0 } }, ("x", Ints([2, 3], 1, 2, 3, 4, 5, 6), false));
        Assert.That(transposed.Output<int>("y"), Is.EqualTo(new[] { 1, 4, 2, 5, 3, 6 }));
        using ModelRun reshaped = Run(TfLiteBuiltinOperator.STABLEHLO_RESHAPE, Info(ElementType.Int32, 3, 2), ("x", Ints([2, 3], 1, 2, 3, 4, 5, 6), false));
        Assert.That(reshaped.ShapeOf(0).ToArray(), Is.EqualTo(new[] { 3, 2 }));
        using ModelRun joined = Run(TfLiteBuiltinOperator.STABLEHLO_CONCATENATE, Info(ElementType.Int32, 2, 3), TfLiteOptionsTable.StablehloConcatenateOptions,
            new FlatObject { [0] = 1L }, ("a", Ints([2, 2], 1, 2, 3, 4), false), ("b", Ints([2, 1], 5, 6), false));
        Assert.That(joined.Output<int>("y"), Is.EqualTo(new[] { 1, 2, 5, 3, 4, 6 }));
    }

    [Test]
    public void Dot_general_of_batches()
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.STABLEHLO_DOT_GENERAL, Info(ElementType.Float32, 2, 2, 2), TfLiteOptionsTable.StablehloDotGeneralOptions,
            new FlatObject { [0] = new long[] { 0 }, [1] = new long[] { 0 }, [2] = new long[] { 2 }, [3] = new long[] { 1 } },
            ("a", Floats([2, 2, 2], 1, 2, 3, 4, 5, 6, 7, 8), false), ("b", Floats([2, 2, 2], 1, 0, 0, 1, 1, 0, 0, 1), false));
        Assert.That(run.Output<float>("y"), Is.EqualTo(new float[] { 1, 2, 3, 4, 5, 6, 7, 8 }));
    }

    [Test]
    public void Dot_general_over_two_axes_in_another_order()
    {
        // Element [j] is the sum over i and k of a[i, k] * b[k, j, i].
        using ModelRun run = Run(TfLiteBuiltinOperator.STABLEHLO_DOT_GENERAL, Info(ElementType.Float32, 2), TfLiteOptionsTable.StablehloDotGeneralOptions,
            new FlatObject { [2] = new long[] { 0, 1 }, [3] = new long[] { 2, 0 } },
            ("a", Floats([2, 2], 1, 10, 100, 1000), false), ("b", Floats([2, 2, 2], 1, 2, 3, 4, 5, 6, 7, 8), false));
        Assert.That(run.Output<float>("y"), Is.EqualTo(new float[] { 1 + 200 + 50 + 6000, 3 + 400 + 70 + 8000 }));
    }

    /// <summary>The example of the specification: an input of 4 x 4 with channels last, a window of 3 x 3, stride 4, dilation 2 of the input.</summary>
    [Test]
    public void Convolution_with_a_dilated_input()
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.STABLEHLO_CONVOLUTION, Info(ElementType.Float32, 1, 2, 2, 1), TfLiteOptionsTable.StablehloConvolutionOptions,
            new FlatObject
            {
                [0] = new long[] { 4, 4 }, [1] = new long[] { 0, 0, 0, 0 }, [2] = new long[] { 2, 2 }, [3] = new long[] { 1, 1 }, [4] = new[] { false, false },
                [5] = 0L, [6] = 3L, [7] = new long[] { 1, 2 }, [8] = 2L, [9] = 3L, [10] = new long[] { 0, 1 }, [11] = 0L, [12] = 3L, [13] = new long[] { 1, 2 }, [14] = 1L, [15] = 1L,
            },
            ("x", Floats([1, 4, 4, 1], 1, 2, 5, 6, 3, 4, 7, 8, 10, 11, 14, 15, 12, 13, 16, 17), false), ("w", Floats([3, 3, 1, 1], 1, 1, 1, 1, 1, 1, 1, 1, 1), true));
        Assert.That(run.Output<float>("y"), Is.EqualTo(new float[] { 10, 26, 46, 62 }));
    }

    [Test]
    public void Convolution_with_axes_in_another_order_and_a_reversed_window()
    {
        // [C, W, N] and [O, W, I]: x is 1 2 3, the window 1 10 reads backwards.
        using ModelRun run = Run(TfLiteBuiltinOperator.STABLEHLO_CONVOLUTION, Info(ElementType.Float32, 1, 3, 1), TfLiteOptionsTable.StablehloConvolutionOptions,
            new FlatObject
            {
                [0] = new long[] { 1 }, [1] = new long[] { 1, 0 }, [4] = new[] { true }, [5] = 2L, [6] = 0L, [7] = new long[] { 1 },
                [8] = 2L, [9] = 0L, [10] = new long[] { 1 }, [11] = 0L, [12] = 2L, [13] = new long[] { 1 }, [14] = 1L, [15] = 1L,
            },
            ("x", Floats([1, 3, 1], 1, 2, 3), false), ("w", Floats([1, 2, 1], 1, 10), true));
        Assert.That(run.Output<float>("y"), Is.EqualTo(new float[] { 1, 12, 23 }));
    }

    [Test]
    public void Gather_of_windows()
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.STABLEHLO_GATHER, Info(ElementType.Float32, 2, 3, 2, 2), TfLiteOptionsTable.StablehloGatherOptions,
            new FlatObject { [0] = new long[] { 2, 3 }, [1] = new long[] { 0 }, [2] = new long[] { 1, 0 }, [3] = 2L, [4] = new long[] { 1, 2, 2 } },
            ("x", Floats([3, 4, 2], To24), false), ("indices", Longs([2, 3, 2], 0, 0, 1, 0, 2, 1, 0, 1, 1, 1, 0, 9), false));
        Assert.That(run.Output<float>("y"), Is.EqualTo(new float[] { 1, 2, 3, 4, 3, 4, 5, 6, 13, 14, 15, 16, 9, 10, 11, 12, 11, 12, 13, 14, 17, 18, 19, 20 }));
    }

    [Test]
    public void Gather_of_columns_with_index_vectors_in_front()
    {
        // Columns 2 and 0 of a matrix; the result has the rows first.
        using ModelRun run = Run(TfLiteBuiltinOperator.STABLEHLO_GATHER, Info(ElementType.Int32, 2, 2), TfLiteOptionsTable.StablehloGatherOptions,
            new FlatObject { [0] = new long[] { 0 }, [1] = new long[] { 1 }, [2] = new long[] { 1 }, [3] = 0L, [4] = new long[] { 2, 1 } },
            ("x", Ints([2, 3], 1, 2, 3, 4, 5, 6), false), ("indices", Ints([1, 2], 2, 0), false));
        Assert.That(run.Output<int>("y"), Is.EqualTo(new[] { 3, 1, 6, 4 }));
    }

    [TestCase(TfLiteBuiltinOperator.STABLEHLO_ADD, new float[] { 1, 2, 7, 8, 9, 10, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 21, 22, 23, 24 })]
    [TestCase(null, new float[] { 1, 2, 2, 2, 2, 2, 7, 8, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 21, 22, 23, 24 })]
    public void Scatter_leaves_out_what_lies_outside(object? code, float[] expected)
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.STABLEHLO_SCATTER, [Info(ElementType.Float32, 3, 4, 2)], TfLiteOptionsTable.StablehloScatterOptions,
            new FlatObject { [1] = new long[] { 2, 3 }, [2] = new long[] { 0 }, [3] = new long[] { 1, 0 }, [4] = 2L, [6] = 1 },
            model =>
            {
                if (code is TfLiteBuiltinOperator known)
                {
                    model.AddBody(known, ElementType.Float32);
                    return;
                }

                TfLiteGraphBuilder body = model.Graph("body");
                body.Input("a", Info(ElementType.Float32));
                body.MarkOutput(body.Input("b", Info(ElementType.Float32)));
            },
            ("x", Floats([3, 4, 2], To24), false), ("indices", Longs([2, 3, 2], 0, 2, 1, 0, 2, 1, 0, 1, 1, 0, 0, 9), false), ("updates", Floats([2, 3, 2, 2], [.. Enumerable.Repeat(2f, 24)]), false));
        Assert.That(run.Output<float>("y"), Is.EqualTo(expected));
    }

    [TestCase(TfLiteBuiltinOperator.STABLEHLO_ADD, 100, new[] { 106, 115 })]
    [TestCase(TfLiteBuiltinOperator.STABLEHLO_MAXIMUM, 4, new[] { 4, 6 })]
    [TestCase(TfLiteBuiltinOperator.MINIMUM, 9, new[] { 1, 4 })]
    [TestCase(TfLiteBuiltinOperator.STABLEHLO_MULTIPLY, 1, new[] { 6, 120 })]
    public void Reduce(object code, int initial, int[] expected)
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.STABLEHLO_REDUCE, [Info(ElementType.Int32, 2)], TfLiteOptionsTable.StablehloReduceOptions,
            new FlatObject { [0] = new long[] { 1 }, [1] = 1 }, m => m.AddBody((TfLiteBuiltinOperator)code, ElementType.Int32),
            ("x", Ints([2, 3], 1, 2, 3, 4, 5, 6), false), ("init", Ints([], initial), true));
        Assert.That(run.Output<int>("y"), Is.EqualTo(expected));
    }

    /// <summary>The example of the specification.</summary>
    [Test]
    public void Reduce_window_of_a_dilated_and_padded_tensor()
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.STABLEHLO_REDUCE_WINDOW, [Info(ElementType.Int32, 2, 2)], TfLiteOptionsTable.StablehloReduceWindowOptions,
            new FlatObject { [0] = new long[] { 2, 1 }, [1] = new long[] { 4, 1 }, [2] = new long[] { 2, 1 }, [3] = new long[] { 3, 1 }, [4] = new long[] { 2, 1, 0, 0 }, [5] = 1 },
            m => m.AddBody(TfLiteBuiltinOperator.STABLEHLO_ADD, ElementType.Int32), ("x", Ints([3, 2], 1, 2, 3, 4, 5, 6), false), ("init", Ints([], 0), true));
        Assert.That(run.Output<int>("y"), Is.EqualTo(new[] { 0, 0, 3, 4 }));
    }

    [TestCase(5, new[] { 2, 1, 1, 3, 2, 0 }, new[] { 1, 1, 2, 0, 2, 3 }, new[] { 11, 12, 10, 15, 14, 13 }, TestName = "Sort_in_ascending_order_takes_the_other_operand_along")]
    [TestCase(3, new[] { 1, 2, 2, 0, 3, 3 }, new[] { 2, 2, 1, 3, 3, 0 }, new[] { 11, 12, 10, 14, 15, 13 }, TestName = "Sort_in_descending_order_takes_the_other_operand_along")]
    public void Sort(int direction, int[] keys, int[] expected, int[] others)
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.STABLEHLO_SORT, [Info(ElementType.Int32, 2, 3), Info(ElementType.Int32, 2, 3)], TfLiteOptionsTable.StablehloSortOptions,
            new FlatObject { [0] = 1L, [1] = true, [2] = 1 },
            model =>
            {
                TfLiteGraphBuilder body = model.Graph("body");
                int a = body.Input("a", Info(ElementType.Int32)), b = body.Input("b", Info(ElementType.Int32));
                body.Input("c", Info(ElementType.Int32));
                body.Input("d", Info(ElementType.Int32));
                int first = body.Output("first", Info(ElementType.Bool));
                body.Operator(TfLiteBuiltinOperator.STABLEHLO_COMPARE, [a, b], [first], TfLiteOptionsTable.StablehloCompareOptions, new FlatObject { [0] = direction, [1] = 3 });
            },
            ("keys", Ints([2, 3], keys), false), ("values", Ints([2, 3], 10, 11, 12, 13, 14, 15), false));
        Assert.That(run.Output<int>("y"), Is.EqualTo(expected));
        Assert.That(run.Output<int>("y1"), Is.EqualTo(others));
    }

    [TestCase(0, 5f)]
    [TestCase(1, 6f)]
    [TestCase(2, 3f)]
    [TestCase(7, 3f)]
    [TestCase(-1, 3f)]
    public void Case_takes_the_last_branch_for_numbers_without_one(int branch, float expected)
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.STABLEHLO_CASE, [Info(ElementType.Float32)], TfLiteOptionsTable.StablehloCaseOptions, new FlatObject { [0] = new[] { 1, 2, 3 } },
            model =>
            {
                model.AddBody(TfLiteBuiltinOperator.STABLEHLO_ADD, ElementType.Float32);
                model.AddBody(TfLiteBuiltinOperator.STABLEHLO_MULTIPLY, ElementType.Float32);
                model.AddBody(TfLiteBuiltinOperator.STABLEHLO_MAXIMUM, ElementType.Float32);
            },
            ("branch", Ints([], branch), false), ("a", Floats([], 2), false), ("b", Floats([], 3), false));
        Assert.That(run.Output<float>("y"), Is.EqualTo(new[] { expected }));
    }

    [Test]
    public void While_counts_up()
    {
        using ModelRun run = Run(TfLiteBuiltinOperator.STABLEHLO_WHILE, [Info(ElementType.Int32), Info(ElementType.Int32)], TfLiteOptionsTable.StablehloWhileOptions, new FlatObject { [0] = 1, [1] = 2 },
            model =>
            {
                model.AddBody(TfLiteBuiltinOperator.STABLEHLO_COMPARE, ElementType.Int32, ElementType.Bool, TfLiteOptionsTable.StablehloCompareOptions, new FlatObject { [0] = 5, [1] = 3 });
                TfLiteGraphBuilder body = model.Graph("body");
                int a = body.Input("a", Info(ElementType.Int32)), b = body.Input("b", Info(ElementType.Int32)), more = body.Output("more", Info(ElementType.Int32));
                body.Operator(TfLiteBuiltinOperator.STABLEHLO_ADD, [a, body.Constant("three", Ints([], 3))], [more]);
                body.MarkOutput(b);
            },
            ("a", Ints([], 0), false), ("b", Ints([], 10), false));
        Assert.That(run.Output<int>("y"), Is.EqualTo(new[] { 12 }));
    }

    [Test]
    public void Functions_of_several_operators_are_named_in_the_refusal() => Assert.That(
        () => Run(TfLiteBuiltinOperator.STABLEHLO_REDUCE, [Info(ElementType.Int32, 2)], TfLiteOptionsTable.StablehloReduceOptions, new FlatObject { [0] = new long[] { 1 }, [1] = 1 },
            m => m.AddBody(TfLiteBuiltinOperator.STABLEHLO_SUBTRACT, ElementType.Int32), ("x", Ints([2, 3], 1, 2, 3, 4, 5, 6), false), ("init", Ints([], 0), true)),
        Throws.TypeOf<UnsupportedOperatorException>().With.Message.Contains("STABLEHLO_SUBTRACT"));
}

using NnBridge.Parsers.TfLite.Schema;
using NnBridge.TestKit.TfLite;
using static NnBridge.Parsers.Tests.TfLite.OneOperator;

namespace NnBridge.Parsers.Tests.TfLite;

/// <summary>A model with StableHLO operators that have options, and with built-in operators that become several nodes.</summary>
internal static class StablehloModel
{
    public static TfLiteModelBuilder Create()
    {
        var model = new TfLiteModelBuilder();
        TfLiteGraphBuilder graph = model.Graph();
        int matrix = graph.Input("matrix", Info(ElementType.Float32, 2, 3)), index = graph.Input("index", Info(ElementType.Int32)), zero = graph.Constant("zero", Floats([], 0));
        Shapes(graph, matrix, index, zero);
        Indices(graph, matrix);
        Dense(graph, matrix);
        Bodies(graph, matrix, index, zero);
        Builtins(graph, matrix, zero);
        model.AddBody(TfLiteBuiltinOperator.STABLEHLO_ADD, ElementType.Float32);
        model.AddBody(TfLiteBuiltinOperator.STABLEHLO_COMPARE, ElementType.Float32, ElementType.Bool, TfLiteOptionsTable.StablehloCompareOptions, new FlatObject { [0] = 5, [1] = 1 });
        return model;
    }

    private static void Shapes(TfLiteGraphBuilder graph, int matrix, int index, int zero)
    {
        graph.Operator(TfLiteBuiltinOperator.STABLEHLO_BROADCAST_IN_DIM, [matrix], [Output(graph, 3, 2, 4)], TfLiteOptionsTable.StablehloBroadcastInDimOptions, new FlatObject { [0] = new long[] { 1, 0 } });
        graph.Operator(TfLiteBuiltinOperator.STABLEHLO_SLICE, [matrix], [Output(graph, 1, 2)], TfLiteOptionsTable.StablehloSliceOptions,
            new FlatObject { [0] = new long[] { 0, 0 }, [1] = new long[] { 1, 3 }, [2] = new long[] { 1, 2 } });
        graph.Operator(TfLiteBuiltinOperator.STABLEHLO_DYNAMIC_SLICE, [matrix, index, index], [Output(graph, 1, 2)], TfLiteOptionsTable.StablehloDynamicSliceOptions, new FlatObject { [0] = new long[] { 1, 2 } });
        graph.Operator(TfLiteBuiltinOperator.STABLEHLO_PAD, [matrix, zero], [Output(graph, 4, 4)], TfLiteOptionsTable.StablehloPadOptions,
            new FlatObject { [0] = new long[] { 1, -1 }, [1] = new long[] { 0, 0 }, [2] = new long[] { 1, 1 } });
        graph.Operator(TfLiteBuiltinOperator.STABLEHLO_IOTA, [], [Output(graph, 2, 2)], TfLiteOptionsTable.StablehloIotaOptions, new FlatObject { [0] = 1L });
    }

    private static void Indices(TfLiteGraphBuilder graph, int matrix)
    {
        int columns = graph.Constant("columns", Ints([1, 2], 2, 0)), updates = graph.Constant("updates", Floats([2, 2], 1, 2, 3, 4));
        graph.Operator(TfLiteBuiltinOperator.STABLEHLO_GATHER, [matrix, columns], [Output(graph, 2, 2)], TfLiteOptionsTable.StablehloGatherOptions,
            new FlatObject { [0] = new long[] { 0 }, [1] = new long[] { 1 }, [2] = new long[] { 1 }, [3] = 0L, [4] = new long[] { 2, 1 } });
        graph.Operator(TfLiteBuiltinOperator.STABLEHLO_SCATTER, [matrix, columns, updates], [Output(graph, 2, 3)], TfLiteOptionsTable.StablehloScatterOptions,
            new FlatObject { [1] = new long[] { 0 }, [2] = new long[] { 1 }, [3] = new long[] { 1 }, [4] = 0L, [6] = 1 });
    }

    private static void Dense(TfLiteGraphBuilder graph, int matrix)
    {
        graph.Operator(TfLiteBuiltinOperator.STABLEHLO_DOT_GENERAL, [matrix, matrix], [Output(graph, 2, 2)], TfLiteOptionsTable.StablehloDotGeneralOptions,
            new FlatObject { [2] = new long[] { 1 }, [3] = new long[] { 1 } });
        int signal = graph.Input("signal", Info(ElementType.Float32, 1, 4, 1)), weights = graph.Constant("weights", Floats([2, 1, 1], 1, 2));
        graph.Operator(TfLiteBuiltinOperator.STABLEHLO_CONVOLUTION, [signal, weights], [Output(graph, 1, 4, 1)], TfLiteOptionsTable.StablehloConvolutionOptions, new FlatObject
        {
            [0] = new long[] { 2 }, [1] = new long[] { 1, 1 }, [2] = new long[] { 2 }, [3] = new long[] { 1 }, [4] = new[] { true }, [5] = 0L, [6] = 2L, [7] = new long[] { 1 },
            [8] = 1L, [9] = 2L, [10] = new long[] { 0 }, [11] = 0L, [12] = 2L, [13] = new long[] { 1 }, [14] = 1L, [15] = 1L,
        });
    }

    private static void Bodies(TfLiteGraphBuilder graph, int matrix, int index, int zero)
    {
        graph.Operator(TfLiteBuiltinOperator.STABLEHLO_REDUCE, [matrix, zero], [Output(graph, 2)], TfLiteOptionsTable.StablehloReduceOptions, new FlatObject { [0] = new long[] { 1 }, [1] = 1 });
        graph.Operator(TfLiteBuiltinOperator.STABLEHLO_REDUCE_WINDOW, [matrix, zero], [Output(graph, 1, 2)], TfLiteOptionsTable.StablehloReduceWindowOptions, new FlatObject
        {
            [0] = new long[] { 2, 2 }, [1] = new long[] { 1, 1 }, [2] = new long[] { 1, 1 }, [3] = new long[] { 1, 1 }, [4] = new long[] { 0, 0, 0, 0 }, [5] = 1,
        });
        graph.Operator(TfLiteBuiltinOperator.STABLEHLO_SORT, [matrix], [Output(graph, 2, 3)], TfLiteOptionsTable.StablehloSortOptions, new FlatObject { [0] = 1L, [2] = 2 });
        graph.Operator(TfLiteBuiltinOperator.STABLEHLO_CASE, [index, zero, zero], [Output(graph)], TfLiteOptionsTable.StablehloCaseOptions, new FlatObject { [0] = new[] { 1, 1, 1 } });
    }

    private static void Builtins(TfLiteGraphBuilder graph, int matrix, int zero)
    {
        int segments = graph.Constant("segments", Ints([2], 0, -1)), count = graph.Constant("count", Ints([], 2)), twos = graph.Constant("twos", Ints([2], 2, 2)), places = graph.Constant("places", Ints([2, 2], 0, 0, 1, 1));
        graph.Operator(TfLiteBuiltinOperator.UNSORTED_SEGMENT_MAX, [matrix, segments, count], [Output(graph, 2, 3)]);
        graph.Operator(TfLiteBuiltinOperator.SEGMENT_SUM, [matrix, segments], [Output(graph, 1, 3)]);
        graph.Operator(TfLiteBuiltinOperator.SPARSE_TO_DENSE, [places, twos, zero, zero], [Output(graph, 2, 2)]);
        graph.Operator(TfLiteBuiltinOperator.DILATE, [matrix, twos, zero], [Output(graph, 3, 5)], TfLiteOptionsTable.DilateOptions, new FlatObject());
        graph.Operator(TfLiteBuiltinOperator.REDUCE_WINDOW, [matrix, zero, twos, twos, twos], [Output(graph, 0, 1)], TfLiteOptionsTable.ReduceWindowOptions, new FlatObject { [0] = 1 });
        int weights = graph.Constant("two_weights", Floats([2], 1, 2)), ids = graph.Constant("ids", Ints([2], 0, 1));
        graph.Operator(TfLiteBuiltinOperator.EMBEDDING_LOOKUP_SPARSE, [ids, places, twos, weights, matrix], [Output(graph, 2, 3)],
            TfLiteOptionsTable.EmbeddingLookupSparseOptions, new FlatObject { [0] = (sbyte)1 });
    }

    private static int Output(TfLiteGraphBuilder graph, params int[] shape) => graph.Output($"y{shape.Length}", Info(ElementType.Float32, shape));
}

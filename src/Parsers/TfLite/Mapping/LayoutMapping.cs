using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Operators that rearrange, repeat or make elements.</summary>
internal static class LayoutMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.SHAPE] = context => context.Emit(new ShapeOf(context.OutputInfo(0).Type), context.Input(0)),
            [TfLiteBuiltinOperator.RANK] = context => context.Emit(new RankOf(), context.Input(0)),
            [TfLiteBuiltinOperator.FILL] = context => context.Emit(new Fill(), context.Integers(0), context.Input(1)),
            [TfLiteBuiltinOperator.ZEROS_LIKE] = ZerosLike,
            [TfLiteBuiltinOperator.RANGE] = context => context.Emit(new Ops.Range(), context.Input(0), context.Input(1), context.Input(2)),
            [TfLiteBuiltinOperator.TILE] = context => context.Emit(new Tile(), context.Input(0), context.Integers(1)),
            [TfLiteBuiltinOperator.BROADCAST_TO] = context => context.Emit(new BroadcastTo(), context.Input(0), context.Integers(1)),
            [TfLiteBuiltinOperator.BROADCAST_ARGS] = context => context.Emit(new BroadcastArgs(), context.Integers(0), context.Integers(1)),
            [TfLiteBuiltinOperator.REVERSE_V2] = context => context.Emit(new Reverse(), context.Input(0), context.Integers(1)),
            [TfLiteBuiltinOperator.REVERSE_SEQUENCE] = ReverseSequence,
            [TfLiteBuiltinOperator.SPACE_TO_DEPTH] = context =>
                context.Emit(new SpaceToDepth(context.Options<SpaceToDepthOptions>().BlockSize), context.Input(0)),
            [TfLiteBuiltinOperator.DEPTH_TO_SPACE] = context =>
                context.Emit(new DepthToSpace(context.Options<DepthToSpaceOptions>().BlockSize), context.Input(0)),
            [TfLiteBuiltinOperator.SPACE_TO_BATCH_ND] = context =>
                context.Emit(new SpaceToBatch(), context.Input(0), context.Integers(1), context.Integers(2)),
            [TfLiteBuiltinOperator.BATCH_TO_SPACE_ND] = context =>
                context.Emit(new BatchToSpace(), context.Input(0), context.Integers(1), context.Integers(2)),
            [TfLiteBuiltinOperator.GATHER_ND] = context => context.Emit(new GatherNd(), context.Input(0), context.Integers(1)),
            [TfLiteBuiltinOperator.SCATTER_ND] = ScatterNd,
            [TfLiteBuiltinOperator.ONE_HOT] = context => context.Emit(new OneHot(context.Options<OneHotOptions>().Axis),
                context.Integers(0), context.Integers(1), context.Input(2), context.Input(3)),
            [TfLiteBuiltinOperator.MATRIX_DIAG] = context => context.Emit(new MatrixDiag(), context.Input(0)),
            [TfLiteBuiltinOperator.MATRIX_SET_DIAG] = context => context.Emit(new MatrixSetDiag(), context.Input(0), context.Input(1)),
            [TfLiteBuiltinOperator.DYNAMIC_UPDATE_SLICE] = context =>
                context.Emit(new DynamicUpdateSlice(), context.Input(0), context.Input(1), context.Integers(2)),
        };

    private static void ReverseSequence(MappingContext context)
    {
        ReverseSequenceOptions o = context.Options<ReverseSequenceOptions>();
        context.Emit(new ReverseSequence(o.SeqDim, o.BatchDim), context.Input(0), context.Integers(1));
    }

    private static void ZerosLike(MappingContext context)
    {
        Value shape = context.Add("shape", new ShapeOf(ElementType.Int32), [context.Input(0)]);
        context.Emit(new Fill(), shape, Zero(context, context.OutputInfo(0)));
    }

    /// <summary>Updates are added to zeros of the shape given.</summary>
    private static void ScatterNd(MappingContext context)
    {
        Value zeros = context.Add("zeros", new Fill(), [context.Integers(2), Zero(context, context.OutputInfo(0))], context.OutputInfo(0).Quantization);
        context.Emit(new ScatterNd { Reduction = ScatterReduction.Add }, zeros, context.Integers(0), context.Input(1));
    }

    private static Value Zero(MappingContext context, TensorInfo like)
    {
        var info = new TensorInfo(like.Type, Shape.Scalar);
        return context.Builder.Constant($"{context.Name}/zero", new Tensor(info, new byte[info.ByteCount]));
    }
}

using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>SLICE, STRIDED_SLICE, PAD, PADV2 and MIRROR_PAD.</summary>
internal static class SliceMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.SLICE] = context => context.Emit(new Slice(), context.Input(0), context.Integers(1), context.Integers(2)),
            [TfLiteBuiltinOperator.STRIDED_SLICE] = StridedSlice,
            [TfLiteBuiltinOperator.PAD] = Pad,
            [TfLiteBuiltinOperator.PADV2] = Pad,
            [TfLiteBuiltinOperator.MIRROR_PAD] = MirrorPad,
        };

    private static void StridedSlice(MappingContext context)
    {
        StridedSliceOptions options = context.Options<StridedSliceOptions>();
        var op = new StridedSlice
        {
            BeginMask = options.BeginMask,
            EndMask = options.EndMask,
            EllipsisMask = options.EllipsisMask,
            NewAxisMask = options.NewAxisMask,
            ShrinkAxisMask = options.ShrinkAxisMask,
            EndIsSize = options.Offset,
        };
        context.Emit(op, context.Input(0), context.Integers(1), context.Integers(2), context.Integers(3));
    }

    private static void Pad(MappingContext context) =>
        context.Emit(new Pad(PadMode.Constant), context.Input(0), context.Integers(1), context.Optional(2));

    private static void MirrorPad(MappingContext context)
    {
        PadMode mode = context.Options<MirrorPadOptions>().Mode == TfLiteMirrorPad.Reflect ? PadMode.Reflect : PadMode.Symmetric;
        context.Emit(new Pad(mode), context.Input(0), context.Integers(1));
    }
}

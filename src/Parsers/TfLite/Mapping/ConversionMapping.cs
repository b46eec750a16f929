using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Operators that change how numbers are stored.</summary>
internal static class ConversionMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.CAST] = context => context.Emit(new Cast(context.OutputInfo(0).Type), context.Input(0)),
            [TfLiteBuiltinOperator.BITCAST] = context => context.Emit(new Bitcast(context.OutputInfo(0).Type), context.Input(0)),
            [TfLiteBuiltinOperator.QUANTIZE] = Quantize,
            [TfLiteBuiltinOperator.DEQUANTIZE] = context => context.Emit(new Dequantize(context.OutputInfo(0).Type), context.Input(0)),
            [TfLiteBuiltinOperator.FAKE_QUANT] = FakeQuant,
            // Sparse constants are written out where they are read.
            [TfLiteBuiltinOperator.DENSIFY] = context => context.SetOutput(0, context.Input(0)),
        };

    /// <summary>Floats are rounded half away from zero, integers brought to another scale in fixed point.</summary>
    private static void Quantize(MappingContext context)
    {
        Value x = context.Input(0);
        ElementType to = context.OutputInfo(0).Type;
        // XNNPACK keeps the type.
        Requantization rounding = x.Info.Type == to ? context.SingleRoundingOf(x) : Requantization.FixedPointTwice;
        context.Emit(new Quantize(to) { Requantization = rounding }, x);
    }

    private static void FakeQuant(MappingContext context)
    {
        FakeQuantOptions o = context.Options<FakeQuantOptions>();
        context.Emit(new FakeQuantize(o.Min, o.Max, o.NumBits) { NarrowRange = o.NarrowRange }, context.Input(0));
    }
}

using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>CONCATENATION, PACK, UNPACK, SPLIT and SPLIT_V.</summary>
internal static class JoinMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.CONCATENATION] = Concatenation,
            [TfLiteBuiltinOperator.PACK] = context => context.Emit(new Pack(context.Options<PackOptions>().Axis), context.AllInputs()),
            [TfLiteBuiltinOperator.UNPACK] = context =>
                context.Emit(new Unpack(context.Options<UnpackOptions>().Axis, context.OutputCount), context.Input(0)),
            [TfLiteBuiltinOperator.SPLIT] = context =>
                context.Emit(new Split(context.ConstantInteger(0, "the axis"), context.OutputCount), context.Input(1)),
            [TfLiteBuiltinOperator.SPLIT_V] = context => context.Emit(
                new Split(context.ConstantInteger(2, "the axis"), context.OutputCount), context.Input(0), context.Integers(1)),
        };

    private static void Concatenation(MappingContext context)
    {
        ConcatenationOptions options = context.Options<ConcatenationOptions>();
        if (options.Activation != TfLiteActivation.None)
            throw new UnmappedException($"fused {options.Activation} is not supported by TensorFlow Lite either");
        context.Emit(new Concat(options.Axis), context.AllInputs());
    }
}

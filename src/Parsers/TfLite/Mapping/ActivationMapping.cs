using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>SOFTMAX.</summary>
internal static class ActivationMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.SOFTMAX] = Softmax,
        };

    private static void Softmax(MappingContext context) =>
        context.Emit(new Softmax(-1) { Beta = context.Options<SoftmaxOptions>().Beta }, context.Input(0));
}

using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Operators that join tensors and take them apart.</summary>
internal static class JoinMapping
{
    private const int SplitOperand = 13;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        // Only before version 4 the axis may be left out.
        ["Concat"] = context => context.Emit(new Concat(context.Attributes.Int32("axis", 1)), context.RequiredInputs()),
        ["Split"] = Split,
    };

    private static void Split(MappingContext context)
    {
        Value x = context.Input(0);
        Value? sizes = context.Opset >= SplitOperand ? context.Optional(1)
            : context.Attributes.Ints("split") is { } listed ? context.Integers("sizes", listed) : null;
        context.Emit(new Split(context.Attributes.Int32("axis", 0), context.OutputCount), sizes is null ? [x] : [x, sizes]);
    }
}

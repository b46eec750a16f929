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
        // The first version has the sizes as an attribute or as numbers of x's type.
        Value? sizes = context.Opset >= SplitOperand ? context.Optional(1)
            : context.Optional(1) is { } counted ? context.Cast(counted, ElementType.Int64)
            : context.Attributes.Ints("split") is { } listed ? context.Integers("sizes", listed) : null;
        context.Emit(new Split(context.Attributes.Int32("axis", 0), context.OutputCount), sizes is null ? [x] : [x, sizes]);
    }
}

using NnBridge.Ops;
using NnBridge.Parsers.Onnx.Schema;
using DataType = NnBridge.Parsers.Onnx.Schema.TensorProto.Types.DataType;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Operators that change element types.</summary>
internal static class ConversionMapping
{
    private const int NumberedTypes = 6;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["Cast"] = context => Cast(context, To(context)),
        ["CastLike"] = context => Cast(context, context.Input(1).Info.Type),
        ["BitCast"] = context => context.Emit(new Bitcast(To(context)), context.Input(0)),
    };

    /// <summary>The element type that an attribute names.</summary>
    /// <exception cref="UnmappedException">It has no counterpart.</exception>
    public static ElementType TypeOf(long number, string attribute) => ((DataType)number).ToElementType()
        ?? throw new UnmappedException($"attribute '{attribute}' asks for elements of type {(DataType)number}, which is not among the element types");

    /// <summary>The first versions name the type instead of numbering it.</summary>
    private static ElementType To(MappingContext context)
    {
        if (!context.Attributes.Has("to")) throw new InvalidNetworkException("attribute 'to' is missing");
        if (context.Opset >= NumberedTypes) return TypeOf(context.Attributes.Int("to", 0), "to");
        string name = context.Attributes.Text("to", "");
        return Enum.TryParse(name, ignoreCase: true, out DataType type) && !char.IsAsciiDigit(name[0]) ? TypeOf((long)type, "to")
            : throw new InvalidNetworkException($"attribute 'to' is '{name}', expected the name of an element type");
    }

    private static void Cast(MappingContext context, ElementType type)
    {
        // Nothing to do, and a constant stays one that the mapping can look at.
        if (context.Input(0).Info.Type == type)
        {
            context.SetOutput(0, context.Input(0));
            return;
        }

        context.Emit(new Cast(type)
        {
            Saturate = context.Attributes.Flag("saturate", true),
            ScaleRounding = context.Attributes.Text("round_mode", "up") switch
            {
                "up" => ScaleRounding.Up,
                "down" => ScaleRounding.Down,
                "nearest" => ScaleRounding.Nearest,
                var other => throw new InvalidNetworkException($"attribute 'round_mode' is '{other}', expected up, down or nearest"),
            },
        }, context.Input(0));
    }
}

namespace NnBridge.Ops;

/// <summary>Checks of operators whose integers must stand for real numbers.</summary>
internal static class QuantizedOperands
{
    /// <summary>Requires operand <paramref name="index"/>, if it is an integer, to state its quantization.</summary>
    public static void Require(InferenceContext context, int index)
    {
        if (context.Optional(index) is { Quantization: null } info && info.Type.IsInteger())
            throw new InvalidNetworkException($"operand {index} is {info} without scale and zero point, expected both");
    }

    /// <summary>Requires the output, if it is an integer, to state its quantization.</summary>
    public static void RequireOutput(InferenceContext context, ElementType type)
    {
        if (type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 or ElementType.UInt16 && context.OutputQuantization(0) is null)
            throw new InvalidNetworkException($"the output is {type} without scale and zero point, expected both");
    }

    /// <summary>Type of the output of a dense operator: as stated, else that of the activations.</summary>
    public static ElementType DenseOutput(InferenceContext context, ElementType? stated)
    {
        TensorInfo x = context[0], weights = context[1];
        ElementType type = stated ?? x.Type;
        if (x.Type.IsFloat())
        {
            InferenceContext.Require(weights.Type == x.Type || (weights.Type.IsInteger() && weights.Quantization is not null),
                $"operand 1 is {weights}, expected {x.Type} or quantized integers");
            InferenceContext.Require(type == x.Type, $"the output is {type}, expected {x.Type}");
            context.RequireType(2, x.Type);
            return type;
        }

        InferenceContext.Require(x.Type.IsInteger() && weights.Type.IsInteger(), $"operands 0 and 1 are {x} and {weights}, expected floats or integers");
        Require(context, 0);
        Require(context, 1);
        context.RequireType(2, ElementType.Int32, ElementType.Int64);
        RequireOutput(context, type);
        return type;
    }
}

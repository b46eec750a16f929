namespace NnBridge.Ops.Inference;

/// <summary>Operands with one number per channel, the last dimension of operand 0.</summary>
internal static class ChannelOperand
{
    /// <exception cref="InvalidNetworkException">The type is not that of operand 0, or the shape is not the list of its channels.</exception>
    public static void Check(InferenceContext context, int index, bool floats)
    {
        TensorInfo x = context[0];
        if (floats) InferenceContext.Require(x.Type.IsFloat(), $"operand 0 is {x}, expected floats");
        context.RequireSameType(0, index);
        context.RequireRank(index, 1, 1);
        if (x.Shape.IsRanked && context.Optional(index) is { Shape.IsRanked: true } operand)
            InferenceContext.Require(operand.Shape.IsCompatibleWith([x.Shape.Dimensions[x.Shape.Rank - 1]]),
                $"operand {index} is {operand}, expected one element for each of the {x.Shape.Dimensions[x.Shape.Rank - 1]} channels");
    }
}

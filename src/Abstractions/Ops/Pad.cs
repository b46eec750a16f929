using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>x with elements added before and after it along each axis.</summary>
/// <remarks>
/// Operands: x of any type; paddings <c>[rank, 2]</c>, Int32 or Int64: elements before and after each axis, negative ones cut off;
/// value, one element of x's type, optional and only for <see cref="PadMode.Constant"/>: without it padding stands for the number 0, which is
/// the output's zero point when that is quantized. Output size: before + size + after.
/// Sources: TFLite PAD, PADV2 and MIRROR_PAD, ONNX Pad-19, TF Pad, PadV2 and MirrorPad.
/// </remarks>
/// <param name="Mode">What is added.</param>
public sealed record Pad(PadMode Mode) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => new(2, 3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        context.RequireType(1, ElementType.Int32, ElementType.Int64);
        context.RequireRank(1, 2, 2);
        context.RequireSameType(0, 2);
        if (context.Optional(2) is { Shape.IsStatic: true } value)
            InferenceContext.Require(value.Shape.ElementCount == 1, $"operand 2 is {value}, expected one element");
        Shape stated = context[1].Shape;
        int rank = x.Shape.IsRanked ? x.Shape.Rank : stated.IsRanked ? stated[0] : -1;
        if (rank < 0) return InferenceContext.One(x.Type, Shape.Unranked);
        if (stated.IsRanked)
            InferenceContext.Require(stated.IsCompatibleWith([rank, 2]), $"operand 1 is {context[1]}, expected shape [{rank}, 2]");
        if (!context.TryIntegers(1, out long[]? paddings) || !x.Shape.IsRanked) return InferenceContext.One(x.Type, Shape.OfRank(rank));
        var dimensions = new Dimension[rank];
        for (int i = 0; i < rank; i++)
        {
            long before = paddings[2 * i], after = paddings[(2 * i) + 1];
            InferenceContext.Require(before is > int.MinValue and < int.MaxValue && after is > int.MinValue and < int.MaxValue, $"padding {before}, {after} of axis {i} is too large");
            dimensions[i] = Sizes.Grow(x.Shape.Dimensions[i], before + after);
            InferenceContext.Require(Mode == PadMode.Constant || x.Shape[i] != 0 || (before <= 0 && after <= 0),
                $"axis {i} of {x} is empty, {Mode} has nothing to repeat");
        }

        return InferenceContext.One(x.Type, Shape.Create(dimensions));
    }
}

using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Fades a frame in and out: <c>y = saturate((x * w) &gt;&gt; Shift)</c>.</summary>
/// <remarks>
/// Operands, Int16: x <c>[…, n]</c>; w <c>[n]</c>. Output <c>[…, n]</c> Int16; the shift rounds towards negative infinity.
/// Sources: SignalWindow of TensorFlow Lite Micro.
/// </remarks>
/// <param name="Shift">Fractional bits of w, 0 to 31.</param>
public sealed record SignalWindow(int Shift) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(Shift is >= 0 and < 32, $"shift is {Shift}, expected 0 to 31");
        for (int i = 0; i < 2; i++) context.RequireType(i, ElementType.Int16);
        context.RequireRank(0, 1);
        context.RequireRank(1, 1, 1);
        Shape x = context[0].Shape;
        if (context.IsRanked) Sizes.Same(x.Dimensions[x.Rank - 1], context[1].Shape.Dimensions[0], "length of frame and window");
        return InferenceContext.One(ElementType.Int16, x);
    }
}

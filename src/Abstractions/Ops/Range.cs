using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>The numbers start, start + delta, … before limit.</summary>
/// <remarks>
/// Operands: start, limit and delta, one element each, of one type: Float32, Float64, Int16, Int32 or Int64; delta is not 0. Output <c>[n]</c>,
/// n = max(0, ceil((limit - start) / delta)). Floats are summed up step by step. Sources: TFLite RANGE, ONNX Range, TF Range.
/// </remarks>
public sealed record Range : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        ElementType type = context[0].Type;
        context.RequireType(0, ElementType.Float32, ElementType.Float64, ElementType.Int16, ElementType.Int32, ElementType.Int64);
        for (int i = 0; i < 3; i++)
        {
            context.RequireSameType(0, i);
            InferenceContext.Require(context[i].Shape.IsCompatibleWith(Shape.Scalar) || context[i].Shape.IsCompatibleWith([1]),
                $"operand {i} is {context[i]}, expected one element");
        }

        return InferenceContext.One(type, [Count(context)]);
    }

    private static Dimension Count(InferenceContext context)
    {
        if (context.Constant(0) is not { } start || context.Constant(1) is not { } limit || context.Constant(2) is not { } delta) return Dimension.Unknown;
        return start.Info.Type switch
        {
            ElementType.Float32 => Count(Math.Ceiling((limit.Span<float>()[0] - start.Span<float>()[0]) / delta.Span<float>()[0])),
            ElementType.Float64 => Count(Math.Ceiling((limit.Span<double>()[0] - start.Span<double>()[0]) / delta.Span<double>()[0])),
            ElementType.Int16 => Count(start.Span<short>()[0], limit.Span<short>()[0], delta.Span<short>()[0]),
            _ => Count(start.ToInt64Array()[0], limit.ToInt64Array()[0], delta.ToInt64Array()[0]),
        };
    }

    private static Dimension Count(Int128 start, Int128 limit, Int128 delta)
    {
        InferenceContext.Require(delta != 0, "the step is 0");
        Int128 distance = delta > 0 ? limit - start : start - limit, step = Int128.Abs(delta);
        return distance <= 0 ? 0 : Sizes.Checked((long)Int128.Min((distance + step - 1) / step, long.MaxValue), "number of steps");
    }

    private static Dimension Count(double steps)
    {
        InferenceContext.Require(double.IsFinite(steps), "the number of steps is not finite");
        return Sizes.Checked((long)Math.Max(steps, 0), "number of steps");
    }
}

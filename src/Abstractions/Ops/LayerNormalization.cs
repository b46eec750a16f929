using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary><c>y = (x - mean) / sqrt(variance + Epsilon) * scale + bias</c> with mean and variance of the last dimensions.</summary>
/// <remarks>
/// Operands, floats: x <c>[…]</c>; scale and bias, optional, broadcast to x. Results: y, x's shape; with <see cref="Statistics"/> also the mean and
/// <c>1 / sqrt(variance + Epsilon)</c>, x's shape with size 1 from <paramref name="Axis"/> on. The variance is the mean of squared distances from the
/// mean. Sources: ONNX LayerNormalization-17.
/// </remarks>
/// <param name="Axis">First of the dimensions that are normalised; negative counts from the end.</param>
public sealed record LayerNormalization(int Axis) : Op
{
    /// <summary>Added to the variance.</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <summary>Whether mean and inverse deviation are results too.</summary>
    public bool Statistics { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => new(1, 3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo y = Normalized(context, Axis);
        if (!Statistics) return [y];
        Shape reduced = y.Shape;
        if (reduced.IsRanked)
            for (int i = InferenceContext.Axis(Axis, reduced.Rank); i < reduced.Rank; i++) reduced = reduced.With(i, 1);
        return [y, new(y.Type, reduced), new(y.Type, reduced)];
    }

    /// <summary>The first result of an operator that normalises from an axis on, and scales.</summary>
    internal static TensorInfo Normalized(InferenceContext context, int axis)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(x.Type.IsFloat(), $"operand 0 is {x}, expected floats");
        if (x.Shape.IsRanked) InferenceContext.Axis(axis, x.Shape.Rank);
        for (int i = 1; i < context.Count; i++)
        {
            context.RequireSameType(0, i);
            if (context.Optional(i) is { } operand)
                InferenceContext.Require(Broadcasting.Merge(x.Shape, operand.Shape).IsCompatibleWith(x.Shape), $"operand {i} is {operand}, expected to be broadcast to {x}");
        }

        return new TensorInfo(x.Type, x.Shape);
    }
}

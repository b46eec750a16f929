using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Puts maxima back to where <see cref="MaxPoolWithIndices"/> found them; everything else is 0.</summary>
/// <remarks>
/// Operands: x <c>[N, spatial…, C]</c> of any type of at least 8 bits; places, Int64, of the same shape. Output <c>[N, spatial…, C]</c> of x's
/// type with <c>(size - 1) * stride + window - before - after</c> along each spatial dimension. Of maxima with one place the last counts.
/// A place outside of the output is an error. Sources: ONNX MaxUnpool-11, whose output shape is padding at the end; MediaPipe's TFLite
/// custom operator MaxUnpooling2D.
/// </remarks>
/// <param name="Window">Size of the window per spatial dimension.</param>
/// <param name="Strides">Step of the window per spatial dimension.</param>
/// <param name="Padding">Explicit padding per spatial dimension, or none.</param>
public sealed record MaxUnpool(ValueList<int> Window, ValueList<int> Strides, Padding Padding) : Op
{
    /// <summary>What the places count.</summary>
    public PoolIndexing Indexing { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0], places = context[1];
        context.RequireType(1, ElementType.Int64);
        InferenceContext.Require(!x.Type.IsPacked(), $"operand 0 is {x}, expected elements of at least 8 bits");
        if (!context.IsRanked) return InferenceContext.One(x.Type, Shape.Unranked);
        context.RequireRank(0, 3, 5);
        InferenceContext.Require(x.Shape.IsCompatibleWith(places.Shape), $"operand 1 is {places}, expected shape {x.Shape}");
        InferenceContext.Require(Padding.Mode is PaddingMode.Valid or PaddingMode.Explicit, $"padding is {Padding.Mode}, expected Explicit or Valid");
        int spatial = x.Shape.Rank - 2;
        SlidingWindow.Check(spatial, Strides, Enumerable.Repeat(1, spatial).ToValueList(), Padding);
        InferenceContext.Require(Window.Count == spatial && Window.All(w => w > 0), $"window {Window} does not fit {spatial} spatial dimension(s)");
        Shape y = x.Shape;
        for (int i = 0; i < spatial; i++) y = y.With(i + 1, Output(i, x.Shape[i + 1]));
        return InferenceContext.One(x.Type, y);
    }

    private Dimension Output(int axis, int input)
    {
        if (input < 0) return Dimension.Unknown;
        (int before, int after) = Padding.Resolve(axis, input, Window[axis], Strides[axis], 1);
        return Sizes.Checked(((input - 1L) * Strides[axis]) + Window[axis] - before - after, $"spatial dimension {axis}");
    }
}

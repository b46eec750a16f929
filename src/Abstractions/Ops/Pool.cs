using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Slides a window over each channel and keeps one number of it.</summary>
/// <remarks>
/// Input <c>[N, spatial…, C]</c> with one to three spatial dimensions, output <c>[N, spatial…, C]</c>; floats or quantized integers (Max and
/// Average), which keep their quantization. The mean of integers is that of the stored ones, rounded half away from zero; with
/// <see cref="NnBridge.Ops.Requantization.Float"/> the output has a quantization of its own: <c>round(mean(q - zi) * (scale_i / scale_o)) + zo</c>
/// in float32, half to even, and padding that counts is the number 0. Sources: TFLite MAX_POOL_2D, AVERAGE_POOL_2D, L2_POOL_2D; ONNX MaxPool,
/// AveragePool, LpPool, com.microsoft QLinearAveragePool; Caffe Pooling.
/// </remarks>
/// <param name="Kind">What is kept.</param>
/// <param name="Window">Size of the window per spatial dimension.</param>
/// <param name="Strides">Step of the window per spatial dimension.</param>
/// <param name="Padding">Padding per spatial dimension; it never wins a maximum.</param>
public sealed record Pool(PoolKind Kind, ValueList<int> Window, ValueList<int> Strides, Padding Padding) : Op
{
    /// <summary>Distance between elements of the window per spatial dimension; empty for 1.</summary>
    public ValueList<int> Dilations { get; init; } = [];

    /// <summary>Whether an average counts padding as zeros.</summary>
    public bool CountIncludePad { get; init; }

    /// <summary>Whether an incomplete window at the end counts.</summary>
    public bool Ceiling { get; init; }

    /// <summary>The p of <see cref="PoolKind.Lp"/>.</summary>
    public int P { get; init; } = 2;

    /// <summary>How the mean of integers becomes a result.</summary>
    public Requantization Requantization { get; init; }

    /// <summary>Function applied to the result.</summary>
    public Activation Activation { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(x.Type.IsFloat() || (x.Type.IsInteger() && Kind is PoolKind.Max or PoolKind.Average), $"operand 0 is {x}, {Kind} does not take {x.Type}");
        if (!context.IsRanked) return InferenceContext.One(x.Type, Shape.Unranked);
        context.RequireRank(0, 3, 5);
        int spatial = x.Shape.Rank - 2;
        ValueList<int> dilations = Dilations.Count == 0 ? Enumerable.Repeat(1, spatial).ToValueList() : Dilations;
        SlidingWindow.Check(spatial, Strides, dilations, Padding);
        InferenceContext.Require(Window.Count == spatial && Window.All(w => w > 0), $"window {Window} does not fit {spatial} spatial dimension(s)");
        Shape y = x.Shape;
        for (int i = 0; i < spatial; i++)
            y = y.With(i + 1, SlidingWindow.Output(x.Shape.Dimensions[i + 1], Window[i], Strides[i], dilations[i], Padding, i, Ceiling));
        return InferenceContext.One(x.Type, y);
    }
}

using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>The transpose of a convolution: each input element adds its multiple of the window to the output.</summary>
/// <remarks>
/// Operands: x <c>[N, spatial…, C]</c>; weights <c>[O, kernel…, C / Groups]</c>; optional bias <c>[O]</c>; optional output size, one number
/// per spatial dimension. Output <c>[N, spatial…, O]</c>. Types as for <see cref="Convolution"/>. Without an output size it is
/// <c>(input - 1) * stride + (kernel - 1) * dilation + 1 + OutputPadding - padding</c>, or <c>input * stride</c> for the Same modes. Padding
/// of the Same modes is that of a convolution from the output to the input. Sources: TFLite TRANSPOSE_CONV and CONV_3D_TRANSPOSE, ONNX
/// ConvTranspose, TF Conv2DBackpropInput, Caffe Deconvolution.
/// </remarks>
/// <param name="Strides">Step of the window per spatial dimension.</param>
/// <param name="Dilations">Distance between elements of the window per spatial dimension.</param>
/// <param name="Padding">Elements cut off from the output per spatial dimension.</param>
public sealed record TransposedConvolution(ValueList<int> Strides, ValueList<int> Dilations, Padding Padding) : Op
{
    /// <summary>Parts into which channels are divided.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Elements added to the end of each spatial dimension; empty for none.</summary>
    public ValueList<int> OutputPadding { get; init; } = [];

    /// <summary>Function applied to the result.</summary>
    public Activation Activation { get; init; }

    /// <summary>How integer accumulators become results.</summary>
    public Requantization Requantization { get; init; }

    /// <summary>Arithmetic of float activations with integer weights.</summary>
    public HybridQuantization Hybrid { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => new(2, 4);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        ElementType type = QuantizedOperands.DenseOutput(context, null);
        bool sized = context.TryIntegers(3, out long[]? size);
        if (!context.IsRanked) return InferenceContext.One(type, Shape.Unranked);
        context.RequireRank(0, 3, 5);
        Shape x = context[0].Shape, weights = context[1].Shape;
        InferenceContext.Require(weights.Rank == x.Rank, $"weights are {weights}, expected {x.Rank} dimensions like the input {x}");
        context.RequireRank(2, 1, 1);
        context.RequireRank(3, 1, 1);
        int channels = x.Rank - 1, spatial = x.Rank - 2;
        SlidingWindow.Check(spatial, Strides, Dilations, Padding);
        InferenceContext.Require(OutputPadding.Count == 0 || OutputPadding.Count == spatial, $"output padding {OutputPadding} does not fit {spatial} spatial dimension(s)");
        InferenceContext.Require(Groups > 0, $"groups are {Groups}, expected at least 1");
        if (x[channels] >= 0 && weights[channels] >= 0)
            InferenceContext.Require((long)weights[channels] * Groups == x[channels],
                $"weights {weights} take {weights[channels]} channels in {Groups} group(s), the input {x} has {x[channels]}");
        if (sized) InferenceContext.Require(size!.Length == spatial, $"operand 3 has {size!.Length} sizes, expected {spatial}");

        Shape y = x.With(channels, weights.Dimensions[0]);
        for (int i = 0; i < spatial; i++)
            y = y.With(i + 1, sized ? Sized(size![i]) : context.Optional(3) is not null ? Dimension.Unknown : Natural(i, x[i + 1], weights[i + 1]));
        return InferenceContext.One(type, y);
    }

    private static Dimension Sized(long size)
    {
        InferenceContext.Require(size is > 0 and < int.MaxValue, $"operand 3 asks for size {size}, expected a positive number");
        return (int)size;
    }

    private Dimension Natural(int axis, int input, int kernel)
    {
        if (input < 0 || kernel < 0) return Dimension.Unknown;
        if (Padding.Mode is PaddingMode.SameUpper or PaddingMode.SameLower) return checked(input * Strides[axis]);
        (int before, int after) = Padding.Mode == PaddingMode.Valid ? (0, 0) : (Padding.Before[axis], Padding.After[axis]);
        long output = (((long)input - 1) * Strides[axis]) + (((long)kernel - 1) * Dilations[axis]) + 1
            + (OutputPadding.Count == 0 ? 0 : OutputPadding[axis]) - before - after;
        InferenceContext.Require(output is > 0 and < int.MaxValue, $"spatial dimension {axis} would have size {output}");
        return (int)output;
    }
}

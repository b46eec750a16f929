using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Adds up overlapping blocks to an image: undoes the cutting of windows that a convolution does.</summary>
/// <remarks>
/// Operands: x <c>[N, L, C * K]</c>, numbers, with K the number of elements of a block, C the slower part, and L the number of windows in row-major order;
/// image size and block size, one number per spatial dimension (one to three), Int32 or Int64. Output <c>[N, image size…, C]</c>. Sources: ONNX
/// Col2Im-18 (which has windows last), torch fold.
/// </remarks>
/// <param name="Strides">Step of the window per spatial dimension.</param>
/// <param name="Dilations">Distance between elements of a block per spatial dimension.</param>
/// <param name="Padding">Padding of the image that windows reach into; explicit or none.</param>
public sealed record ColumnsToImage(ValueList<int> Strides, ValueList<int> Dilations, Padding Padding) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        int spatial = Strides.Count;
        InferenceContext.Require(spatial is >= 1 and <= 3, $"{spatial} spatial dimensions, expected 1 to 3");
        InferenceContext.Require(Padding.Mode is PaddingMode.Explicit or PaddingMode.Valid, $"padding is {Padding.Mode}, expected numbers or none");
        SlidingWindow.Check(spatial, Strides, Dilations, Padding);
        context.RequireRank(0, 3, 3);
        long[]? image = VectorOperand.Values(context, 1, spatial), block = VectorOperand.Values(context, 2, spatial);
        var y = new Dimension[spatial + 2];
        y[0] = x.Shape.IsRanked ? x.Shape.Dimensions[0] : Dimension.Unknown;
        long windows = 1, elements = 1;
        for (int i = 0; i < spatial; i++)
        {
            if (image is not null) y[i + 1] = Sizes.Checked(image[i], "image size");
            if (image is null || block is null) continue;
            InferenceContext.Require(block[i] is > 0 and < int.MaxValue, $"block size is {block[i]}, expected a positive number");
            Dimension count = SlidingWindow.Output(y[i + 1], (int)block[i], Strides[i], Dilations[i], Padding, i);
            (windows, elements) = (checked(windows * count.Size), checked(elements * block[i]));
        }

        if (image is not null && block is not null && x.Shape.IsRanked)
        {
            InferenceContext.Require(x.Shape[1] < 0 || x.Shape[1] == windows, $"operand 0 is {x}, expected {windows} windows");
            y[^1] = Sizes.Divide(x.Shape.Dimensions[2], elements, "size of the blocks");
        }

        return InferenceContext.One(x.Type, Shape.Create(y));
    }
}

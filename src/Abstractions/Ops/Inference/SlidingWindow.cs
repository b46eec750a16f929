namespace NnBridge.Ops;

/// <summary>Shape arithmetic of operators that slide a window over spatial dimensions.</summary>
internal static class SlidingWindow
{
    /// <summary>Requires strides, dilations and explicit padding to be as many as spatial dimensions, and sensible.</summary>
    public static void Check(int spatial, ValueList<int> strides, ValueList<int> dilations, Padding padding)
    {
        InferenceContext.Require(strides.Count == spatial && Positive(strides), $"strides {strides} do not fit {spatial} spatial dimension(s)");
        InferenceContext.Require(dilations.Count == spatial && Positive(dilations), $"dilations {dilations} do not fit {spatial} spatial dimension(s)");
        if (padding.Mode == PaddingMode.Explicit)
            InferenceContext.Require(padding.Before.Count == spatial && padding.After.Count == spatial,
                $"padding {padding.Before}, {padding.After} does not fit {spatial} spatial dimension(s)");
    }

    /// <summary>Size of the output along one spatial dimension.</summary>
    /// <param name="input">Size of the input.</param>
    /// <param name="kernel">Size of the window, -1 when unknown.</param>
    /// <param name="stride">Step of the window.</param>
    /// <param name="dilation">Distance between the window's elements.</param>
    /// <param name="padding">Padding.</param>
    /// <param name="axis">Index of the spatial dimension.</param>
    /// <param name="ceiling">Whether an incomplete window at the end counts, if it begins inside the input or the padding before it.</param>
    public static Dimension Output(Dimension input, int kernel, int stride, int dilation, Padding padding, int axis, bool ceiling = false)
    {
        if (!input.IsKnown || kernel < 0) return stride == 1 && padding.Mode is PaddingMode.SameUpper or PaddingMode.SameLower ? input : Dimension.Unknown;
        int size = input.Size;
        if (padding.Mode is PaddingMode.SameUpper or PaddingMode.SameLower) return (int)(((long)size + stride - 1) / stride);
        (int before, int after) = padding.Mode == PaddingMode.Valid ? (0, 0) : (padding.Before[axis], padding.After[axis]);
        long effective = (((long)kernel - 1) * dilation) + 1, room = (long)size + before + after - effective;
        InferenceContext.Require(room >= 0,
            $"a window of {effective} does not fit spatial dimension {axis} of size {size} with padding {before} + {after}");
        long output = (room / stride) + 1;
        if (ceiling && room % stride != 0 && output * stride < (long)size + before) output++;
        InferenceContext.Require(output < int.MaxValue, $"spatial dimension {axis} would have size {output}");
        return (int)output;
    }

    private static bool Positive(ValueList<int> values)
    {
        foreach (int value in values) if (value <= 0) return false;
        return true;
    }
}

namespace NnBridge.Runtime.Graph;

/// <summary>Reads and writes the small constants that operators take as parameters.</summary>
internal static class Constants
{
    /// <summary>The numbers of a constant Int32 or Int64 operand; null when it is left out or not constant.</summary>
    public static long[]? Integers(this Node node, int operand) => node.Constant(operand)?.ToInt64Array();

    /// <summary>Adds a constant vector of integers.</summary>
    public static Value Integers(this NetworkBuilder builder, string name, params ReadOnlySpan<long> values) =>
        builder.Constant(name, Tensor.FromInt64(values));

    /// <summary>The axes of a constant permutation counted from the front; null when it is not known.</summary>
    public static int[]? Permutation(this Node transpose)
    {
        if (transpose.Constant(1) is not { } axes) return null;
        var permutation = new int[axes.Info.ElementCount];
        for (int i = 0; i < permutation.Length; i++) permutation[i] = Axis(axes, i);
        return permutation;
    }

    /// <summary>Whether the permutation of a transposition is known and leaves all dimensions in order but those of size 1.</summary>
    public static bool MovesOnlyOnes(this Node transpose)
    {
        if (transpose.Constant(1) is not { } axes) return false;
        Shape from = transpose.Input(0).Info.Shape;
        for (int i = 0, before = -1; i < axes.Info.ElementCount; i++)
        {
            int axis = Axis(axes, i);
            if (from[axis] == 1) continue;
            if (axis < before) return false;
            before = axis;
        }

        return true;
    }

    private static int Axis(Tensor axes, int index)
    {
        long axis = axes.Info.Type == ElementType.Int64 ? axes.Span<long>()[index] : axes.Span<int>()[index];
        return (int)(axis < 0 ? axis + axes.Info.ElementCount : axis);
    }

    /// <summary>Whether every element of a constant is what stands for the real number 0 under a quantization.</summary>
    /// <param name="constant">The constant.</param>
    /// <param name="quantization">What the elements mean; null for plain numbers.</param>
    public static bool IsZero(this Tensor constant, QuantizationInfo? quantization)
    {
        if (quantization is { IsPerTensor: false }) return false;
        double zero = quantization?.ZeroPoint ?? 0;
        return constant.Info.Type.BitWidth() >= 8 && Array.TrueForAll(TensorBuffer.OfConstant(constant).ToDoubles(), v => v == zero);
    }
}

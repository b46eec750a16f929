using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Changes the size of any axes by interpolation, one axis after the other, in Float64.</summary>
/// <remarks>
/// <para>
/// Operands: x <c>[…]</c>, numbers of at least 8 bits; then for each of <see cref="Axes"/>: sizes, optional, Int32 or Int64; scales, optional, Float32;
/// regions, optional, floats: all starts, then all ends, as parts of the axis. Scales alone mean sizes <c>floor(size * scale)</c>, sizes alone scales
/// <c>size / old size</c> (changed by <see cref="Aspect"/>). Output: x's type, the new sizes. Integers are rounded half to even and saturated.
/// </para>
/// <para>
/// The place p in x that element i of the result looks at comes from <see cref="Coordinates"/>. Neighbours beyond the border are the border
/// element, or left out with <see cref="ExcludeOutside"/>; weights then add up to 1 again. <see cref="Antialias"/> widens linear and cubic weights
/// by the inverse of a scale below 1. Sources: ONNX Resize-19, Upsample. TensorFlow Lite's rules are those of <see cref="Resize"/>.
/// </para>
/// </remarks>
/// <param name="Mode">How elements are interpolated.</param>
/// <param name="Coordinates">Which place an element looks at.</param>
/// <param name="Axes">Axes whose size changes, each once; negative ones count from the end.</param>
public sealed record Resample(ResampleMode Mode, ResampleCoordinates Coordinates, ValueList<int> Axes) : Op
{
    /// <summary>How <see cref="ResampleMode.Nearest"/> rounds.</summary>
    public ResampleRounding Rounding { get; init; }

    /// <summary>How sizes that were asked for give way to the ratio of the old ones.</summary>
    public ResampleAspect Aspect { get; init; }

    /// <summary>Whether more elements are taken when the size shrinks.</summary>
    public bool Antialias { get; init; }

    /// <summary>Whether neighbours beyond the border are left out.</summary>
    public bool ExcludeOutside { get; init; }

    /// <summary>Parameter a of <see cref="ResampleMode.Cubic"/>.</summary>
    public float CubicA { get; init; } = -0.75f;

    /// <summary>Result for places outside of x with <see cref="ResampleCoordinates.CropAndResize"/>.</summary>
    public float Extrapolation { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => new(2, 4);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(x.Type.IsFloat() || (x.Type.IsInteger() && !x.Type.IsPacked()), $"operand 0 is {x}, expected numbers of at least 8 bits");
        InferenceContext.Require(context.Optional(1) is not null || context.Optional(2) is not null, "operands 1 and 2 are missing, expected sizes or scales");
        InferenceContext.Require(!Antialias || Mode != ResampleMode.Nearest, "the nearest element cannot be antialiased");
        context.RequireType(2, ElementType.Float32);
        if (context.Optional(3) is { } regions) InferenceContext.Require(regions.Type.IsFloat(), $"operand 3 is {regions}, expected floats");
        else InferenceContext.Require(Coordinates != ResampleCoordinates.CropAndResize, "operand 3 is missing, expected regions");
        int count = Axes.Count;
        RequireCount(context, 2, count);
        RequireCount(context, 3, 2 * count);
        long[]? sizes = context.Optional(1) is null ? null : VectorOperand.Values(context, 1, count);
        if (!x.Shape.IsRanked) return InferenceContext.One(x.Type, Shape.Unranked);
        Shape y = x.Shape;
        for (int i = 0; i < count; i++) y = y.With(InferenceContext.Axis(Axes[i], y.Rank), Dimension.Unknown);
        bool known = context.Optional(1) is not null ? sizes is not null : context.Constant(2) is not null;
        if (!known) return InferenceContext.One(x.Type, y);
        for (int i = 0; i < count; i++)
        {
            int axis = InferenceContext.Axis(Axes[i], y.Rank);
            Dimension size = SizeOf(x.Shape, i, sizes, context.Constant(2) is { } scales ? scales.Span<float>() : default);
            y = y.With(axis, size);
        }

        return InferenceContext.One(x.Type, y);
    }

    private Dimension SizeOf(Shape x, int index, ReadOnlySpan<long> sizes, ReadOnlySpan<float> scales)
    {
        int old = x[InferenceContext.Axis(Axes[index], x.Rank)];
        if (sizes.IsEmpty)
        {
            InferenceContext.Require(scales[index] > 0 && float.IsFinite(scales[index]), $"scale {scales[index]} is not a positive number");
            return old < 0 ? Dimension.Unknown : Sizes.Checked((long)MathF.Floor(old * scales[index]));
        }

        Sizes.Checked(sizes[index]);
        if (Aspect == ResampleAspect.Stretch) return Sizes.Checked(sizes[index]);
        return Common(x, sizes) is { } scale ? Sizes.Checked((long)((scale * old) + 0.5)) : Dimension.Unknown;
    }

    /// <summary>The scale of all axes that keeps their ratio; null when a size is unknown or 0.</summary>
    /// <param name="x">Shape before.</param>
    /// <param name="sizes">Sizes that were asked for.</param>
    public double? Common(Shape x, ReadOnlySpan<long> sizes)
    {
        double scale = Aspect == ResampleAspect.NotLarger ? double.PositiveInfinity : 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            int old = x[InferenceContext.Axis(Axes[i], x.Rank)];
            if (old <= 0) return null;
            double own = (double)sizes[i] / old;
            scale = Aspect == ResampleAspect.NotLarger ? Math.Min(scale, own) : Math.Max(scale, own);
        }

        return scale;
    }

    private static void RequireCount(InferenceContext context, int index, int count)
    {
        if (context.Optional(index) is { Shape.IsRanked: true } operand)
            InferenceContext.Require(operand.Shape.IsCompatibleWith([count]), $"operand {index} is {operand}, expected {count} elements");
    }
}

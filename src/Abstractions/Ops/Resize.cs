using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Changes the size of the spatial dimensions by interpolation.</summary>
/// <remarks>
/// Operands: x <c>[N, spatial…, C]</c> with one to three spatial dimensions; size <c>[spatial]</c> (Int32 or Int64). Output
/// <c>[N, size…, C]</c> of the type and quantization of x. Sources: TFLite RESIZE_BILINEAR and RESIZE_NEAREST_NEIGHBOR, ONNX Resize, TF
/// ResizeBilinear.
/// </remarks>
/// <param name="Mode">How elements are interpolated.</param>
/// <param name="Coordinates">Which place an element looks at.</param>
public sealed record Resize(ResizeMode Mode, ResizeCoordinates Coordinates) : Op
{
    /// <summary>How <see cref="ResizeMode.Nearest"/> rounds.</summary>
    public ResizeRounding Rounding { get; init; }

    /// <summary>
    /// Arithmetic of <see cref="ResizeMode.Linear"/> with 8-bit integers: <see cref="Requantization.FixedPoint"/> has weights of 11 fractional
    /// bits, as XNNPACK; anything else has 10 for Int8 and float32 for UInt8, as TensorFlow Lite's own kernels. Int16 always has 10.
    /// </summary>
    public Requantization Requantization { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        bool known = context.TryIntegers(1, out long[]? size);
        if (!context.IsRanked) return InferenceContext.One(x.Type, Shape.Unranked);
        context.RequireRank(0, 3, 5);
        context.RequireRank(1, 1, 1);
        int spatial = x.Shape.Rank - 2;
        Shape y = x.Shape;
        for (int i = 0; i < spatial; i++)
        {
            if (known)
            {
                InferenceContext.Require(size!.Length == spatial, $"operand 1 has {size.Length} sizes, expected {spatial}");
                InferenceContext.Require(size[i] is > 0 and < int.MaxValue, $"operand 1 asks for size {size[i]}, expected a positive number");
            }

            y = y.With(i + 1, known ? (int)size![i] : Dimension.Unknown);
        }

        return InferenceContext.One(x.Type, y);
    }
}

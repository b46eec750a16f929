using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Changes the size of the spatial dimensions by interpolation.</summary>
/// <remarks>
/// Operands: x <c>[N, spatial…, C]</c> with one to three spatial dimensions; size <c>[spatial]</c> (Int32 or Int64). Output
/// <c>[N, size…, C]</c> of the type and quantization of x. <see cref="ResizeMode.Linear"/> of Int8 and Int16 is computed with 10 fractional
/// bits, as TensorFlow Lite does it. Sources: TFLite RESIZE_BILINEAR and RESIZE_NEAREST_NEIGHBOR, ONNX Resize, TF ResizeBilinear.
/// </remarks>
/// <param name="Mode">How elements are interpolated.</param>
/// <param name="Coordinates">Which place an element looks at.</param>
public sealed record Resize(ResizeMode Mode, ResizeCoordinates Coordinates) : Op
{
    /// <summary>How <see cref="ResizeMode.Nearest"/> rounds.</summary>
    public ResizeRounding Rounding { get; init; }

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

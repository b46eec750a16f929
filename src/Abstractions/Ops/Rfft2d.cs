using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Two-dimensional discrete Fourier transform of real numbers over the last two dimensions, without scaling.</summary>
/// <remarks>
/// Operands: x <c>[…, H, W]</c> Float32; length <c>[2]</c> (Int32 or Int64): the transform's height h and width w, to which x is cut or
/// padded with zeros. Output <c>[…, h, w / 2 + 1]</c> Complex64: the other half follows from symmetry. Sources: TFLite RFFT2D, TF RFFT2D.
/// </remarks>
public sealed record Rfft2d : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        context.RequireType(0, ElementType.Float32);
        bool known = context.TryIntegers(1, out long[]? length);
        if (!context.IsRanked) return InferenceContext.One(ElementType.Complex64, Shape.Unranked);
        context.RequireRank(0, 2);
        Shape x = context[0].Shape;
        if (known)
            InferenceContext.Require(length!.Length == 2 && length[0] is > 0 and < int.MaxValue && length[1] is > 0 and < int.MaxValue,
                $"operand 1 is [{string.Join(", ", length)}], expected two positive numbers");
        return InferenceContext.One(ElementType.Complex64, x
            .With(x.Rank - 2, known ? (int)length![0] : Dimension.Unknown)
            .With(x.Rank - 1, known ? (int)(length![1] / 2) + 1 : Dimension.Unknown));
    }
}

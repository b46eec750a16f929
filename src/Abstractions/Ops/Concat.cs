using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Tensors one after the other along an axis.</summary>
/// <remarks>
/// Operands: one or more <c>[…]</c> of one type and one rank, of the same size along every axis but <paramref name="Axis"/>.
/// Output: their sizes along it summed. Operands of type Int8, UInt8 or Int16 whose quantization is not the output's are converted:
/// <c>round(q * s + b) + outputZeroPoint</c> with <c>s = scale * (1 / outputScale)</c> and <c>b = -zeroPoint * s</c> in float32, rounding half
/// away from zero (half to even with <see cref="NnBridge.Ops.Requantization.Float"/>), then saturation.
/// Sources: TFLite CONCATENATION, ONNX Concat, TF ConcatV2, Caffe Concat.
/// </remarks>
/// <param name="Axis">Axis to join along; negative counts from the end.</param>
public sealed record Concat(int Axis) : Op
{
    /// <summary>How differing quantization is converted.</summary>
    public Requantization Requantization { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.AtLeast(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo? ranked = null;
        for (int i = 0; i < context.Count; i++)
        {
            if (i > 0) context.RequireSameType(0, i);
            if (context[i].Shape.IsRanked) ranked ??= context[i];
        }

        ElementType type = context[0].Type;
        if (ranked is null) return InferenceContext.One(type, Shape.Unranked);
        int rank = ranked.Shape.Rank, axis = InferenceContext.Axis(Axis, rank);
        Dimension[] dimensions = ranked.Shape.Dimensions.Span.ToArray();
        dimensions[axis] = 0;
        for (int i = 0; i < context.Count; i++)
        {
            context.RequireRank(i, rank, rank);
            for (int d = 0; d < rank; d++)
            {
                Dimension size = context[i].Shape.IsRanked ? context[i].Shape.Dimensions[d] : Dimension.Unknown;
                dimensions[d] = d != axis ? Sizes.Same(dimensions[d], size, $"size of axis {d}") : Sizes.Add(dimensions[d], size);
            }
        }

        return InferenceContext.One(type, Shape.Create(dimensions));
    }
}

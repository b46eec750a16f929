using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Products of matrices: <c>y[…, m, n] = sum over k of a[…, m, k] * b[…, k, n]</c>.</summary>
/// <remarks>
/// Operands: a <c>[…, M, K]</c> and b <c>[…, K, N]</c>, or transposed; the dimensions in front are broadcast. Output <c>[…, M, N]</c>. Floats;
/// quantized integers per tensor; Float32 with integer b, see <see cref="Hybrid"/>. Sources: TFLite BATCH_MATMUL, ONNX MatMul, MatMulInteger
/// and QLinearMatMul, TF BatchMatMul.
/// </remarks>
public sealed record MatMul : Op
{
    /// <summary>Whether a is <c>[…, K, M]</c>.</summary>
    public bool TransposeA { get; init; }

    /// <summary>Whether b is <c>[…, N, K]</c>.</summary>
    public bool TransposeB { get; init; }

    /// <summary>How integer accumulators become results.</summary>
    public Requantization Requantization { get; init; }

    /// <summary>Arithmetic of float a with integer b.</summary>
    public HybridQuantization Hybrid { get; init; }

    /// <summary>Type of the output when it is not that of a; Int32 yields the accumulators as they are.</summary>
    public ElementType? OutputType { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        ElementType type = QuantizedOperands.DenseOutput(context, OutputType);
        if (!context.IsRanked) return InferenceContext.One(type, Shape.Unranked);
        context.RequireRank(0, 2);
        context.RequireRank(1, 2);
        Shape a = context[0].Shape, b = context[1].Shape;
        Dimension m = a.Dimensions[a.Rank - (TransposeA ? 1 : 2)], k = a.Dimensions[a.Rank - (TransposeA ? 2 : 1)];
        Dimension other = b.Dimensions[b.Rank - (TransposeB ? 1 : 2)], n = b.Dimensions[b.Rank - (TransposeB ? 2 : 1)];
        InferenceContext.Require(!k.IsKnown || !other.IsKnown || k.Size == other.Size, $"operands are {a} and {b}: inner sizes {k} and {other} differ");
        Shape batch = Broadcasting.Merge(Shape.Create(a.Dimensions.Span[..^2]), Shape.Create(b.Dimensions.Span[..^2]));
        return InferenceContext.One(type, Shape.Create([.. batch.Dimensions, m, n]));
    }
}

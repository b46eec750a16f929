using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>The k largest (or smallest) elements along an axis, best first, and where they are.</summary>
/// <remarks>
/// Operands: x <c>[…, N, …]</c>, numbers; k, one Int32 or Int64. Results: values <c>[…, k, …]</c>, indices <c>[…, k, …]</c>; of equal elements the
/// first comes first. Sources: TFLite TOPK_V2, ONNX TopK, TF TopKV2.
/// </remarks>
/// <param name="IndexType">Int32 or Int64.</param>
public sealed record TopK(ElementType IndexType) : Op
{
    /// <summary>Whether the smallest elements are looked for.</summary>
    public bool Smallest { get; init; }

    /// <summary>Axis to look along; negative counts from the end. Default: the last.</summary>
    public int Axis { get; init; } = -1;

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(IndexType is ElementType.Int32 or ElementType.Int64, $"index type {IndexType}, expected Int32 or Int64");
        bool known = context.TryIntegers(1, out long[]? k);
        if (!context.IsRanked) return [new(context[0].Type, Shape.Unranked), new(IndexType, Shape.Unranked)];
        context.RequireRank(0, 1);
        Shape x = context[0].Shape;
        int axis = InferenceContext.Axis(Axis, x.Rank);
        if (known)
            InferenceContext.Require(k!.Length == 1 && k[0] >= 0 && (x[axis] < 0 || k[0] <= x[axis]) && k[0] < int.MaxValue, $"k is [{string.Join(", ", k)}], expected one number up to {x.Dimensions[axis]}");
        Shape y = x.With(axis, known ? (int)k![0] : Dimension.Unknown);
        return [new(context[0].Type, y), new(IndexType, y)];
    }
}

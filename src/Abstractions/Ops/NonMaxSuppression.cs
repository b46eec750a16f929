using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Keeps the boxes of highest score that do not overlap one of higher score.</summary>
/// <remarks>
/// Operands: boxes <c>[N, 4]</c> (two opposite corners as y1, x1, y2, x2), scores <c>[N]</c>, most boxes to keep <c>M</c> (one Int32), overlap
/// threshold, score threshold, sigma (one Float32 each). Results: indices <c>[M]</c> Int32, scores <c>[M]</c> Float32, how many are valid
/// (one Int32); the rest is 0. With a sigma above 0, overlapping scores are lowered by <c>exp(-overlap² / (2 sigma))</c> instead of dropped.
/// Sources: TFLite NON_MAX_SUPPRESSION_V4 and V5, TF NonMaxSuppressionV5.
/// </remarks>
public sealed record NonMaxSuppression : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => new(5, 6);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        context.RequireType(0, ElementType.Float32);
        context.RequireType(1, ElementType.Float32);
        for (int i = 3; i < 6; i++) context.RequireType(i, ElementType.Float32);
        context.RequireRank(0, 2, 2);
        context.RequireRank(1, 1, 1);
        Dimension most = Dimension.Unknown;
        if (context.TryIntegers(2, out long[]? limit))
        {
            InferenceContext.Require(limit.Length == 1 && limit[0] is >= 0 and < int.MaxValue, $"operand 2 is [{string.Join(", ", limit)}], expected one number of 0 or more");
            most = (int)limit[0];
        }

        return [new(ElementType.Int32, [most]), new(ElementType.Float32, [most]), new(ElementType.Int32, Shape.Scalar)];
    }
}

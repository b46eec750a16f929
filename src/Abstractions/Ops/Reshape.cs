using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>The same elements in the same row-major order under another shape.</summary>
/// <remarks>
/// Operands: x of any type; shape <c>[rank]</c>, Int32 or Int64, in which one size may be -1 and is then what makes the number of elements right.
/// Output: as the shape operand says. Sources: TFLite RESHAPE, ONNX Reshape-14, TF Reshape, Caffe Reshape and Flatten.
/// </remarks>
public sealed record Reshape : Op
{
    /// <summary>Whether a size of 0 means the size that x has at the same position; otherwise it means 0. Default false.</summary>
    public bool ZeroCopies { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        int rank = VectorOperand.Count(context, 1);
        if (VectorOperand.Values(context, 1) is { } sizes) return InferenceContext.One(x.Type, Resolve(x.Shape, sizes));
        return InferenceContext.One(x.Type, rank < 0 ? Shape.Unranked : Shape.OfRank(rank));
    }

    private Shape Resolve(Shape x, long[] sizes)
    {
        var dimensions = new Dimension[sizes.Length];
        int inferred = -1;
        for (int i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] == -1)
            {
                InferenceContext.Require(inferred < 0, $"shape [{string.Join(", ", sizes)}] leaves more than one size open");
                inferred = i;
            }
            else if (sizes[i] == 0 && ZeroCopies)
            {
                InferenceContext.Require(!x.IsRanked || i < x.Rank, $"shape [{string.Join(", ", sizes)}] copies size {i} of {x}");
                dimensions[i] = x.IsRanked ? x.Dimensions[i] : Dimension.Unknown;
            }
            else
            {
                dimensions[i] = Sizes.Checked(sizes[i]);
            }
        }

        if (inferred >= 0) dimensions[inferred] = Remaining(x, dimensions, inferred, sizes);
        var shape = Shape.Create(dimensions);
        InferenceContext.Require(!x.IsStatic || !shape.IsStatic || Sizes.KnownProduct(x.Dimensions.Span) == Sizes.KnownProduct(dimensions),
            $"{x} cannot be seen as [{string.Join(", ", sizes)}]");
        return shape;
    }

    /// <summary>The size left open, as far as it is known.</summary>
    private Dimension Remaining(Shape x, Dimension[] dimensions, int inferred, long[] sizes)
    {
        if (!x.IsRanked) return Dimension.Unknown;
        long available = Sizes.KnownProduct(x.Dimensions.Span), taken = Sizes.KnownProduct(dimensions);
        List<Dimension> unknown = [];
        for (int i = 0; i < x.Rank; i++)
        {
            bool copied = ZeroCopies && i < sizes.Length && sizes[i] == 0;
            if (!x.Dimensions[i].IsKnown && !copied) unknown.Add(x.Dimensions[i]);
        }

        if (unknown.Count == 1 && available == taken) return unknown[0];
        if (unknown.Count > 0) return Dimension.Unknown;
        if (taken == 0) return available == 0 ? 0 : throw Mismatch();
        return available % taken == 0 ? Sizes.Checked(available / taken) : throw Mismatch();

        InvalidNetworkException Mismatch() => new($"{x} cannot be seen as [{string.Join(", ", sizes)}]");
    }
}

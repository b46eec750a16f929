using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>The sizes of x's dimensions.</summary>
/// <remarks>Operand: x of any type. Output <c>[rank]</c>, or the part of it asked for. Sources: TFLite SHAPE, ONNX Shape-15, TF Shape.</remarks>
/// <param name="OutputType">Int32 or Int64.</param>
public sealed record ShapeOf(ElementType OutputType) : Op
{
    /// <summary>First dimension; negative counts from the end; clamped to the rank. Default 0.</summary>
    public int Start { get; init; }

    /// <summary>Dimension to stop before; negative counts from the end; clamped to the rank. Default null, which is the rank.</summary>
    public int? End { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(OutputType is ElementType.Int32 or ElementType.Int64, $"output type {OutputType}, expected Int32 or Int64");
        if (!context.IsRanked) return InferenceContext.One(OutputType, Shape.OfRank(1));
        (int start, int end) = Part(context[0].Shape.Rank);
        return InferenceContext.One(OutputType, [end - start]);
    }

    /// <summary>The dimensions of a tensor of <paramref name="rank"/> that are in the output.</summary>
    public (int Start, int End) Part(int rank)
    {
        int start = Clamp(Start, rank);
        return (start, Math.Max(start, Clamp(End ?? rank, rank)));
    }

    private static int Clamp(int axis, int rank) => Math.Clamp(axis < 0 ? axis + rank : axis, 0, rank);
}

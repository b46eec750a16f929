using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Slices of x along an axis, in the order of indices: for axis 0, output[i…, …] = x[indices[i…], …].</summary>
/// <remarks>
/// Operands: x <c>[B…, P…, n, S…]</c> of any type, n at <paramref name="Axis"/>; indices <c>[B…, I…]</c>, Int32 or Int64, negative ones
/// count from the end. Output <c>[B…, P…, I…, S…]</c>, where B are <see cref="BatchDims"/> dimensions.
/// Sources: TFLite GATHER and EMBEDDING_LOOKUP, ONNX Gather, TF GatherV2, Caffe Embed.
/// </remarks>
/// <param name="Axis">Axis of x that indices count along; negative counts from the end.</param>
public sealed record Gather(int Axis) : Op
{
    /// <summary>Leading dimensions that x and indices share; negative counts from the rank of indices. Default 0.</summary>
    public int BatchDims { get; init; }

    /// <summary>Float32 or Float16 to get the numbers that a quantized x stands for; null for x's own type.</summary>
    public ElementType? OutputType { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0], indices = context[1];
        context.RequireType(1, ElementType.Int32, ElementType.Int64);
        ElementType type = OutputType ?? x.Type;
        if (OutputType is not null && OutputType != x.Type)
        {
            InferenceContext.Require(x.Quantization is not null, $"operand 0 is {x}, expected a quantized tensor");
            InferenceContext.Require(type is ElementType.Float32 or ElementType.Float16, $"output type {type}, expected Float32 or Float16");
        }

        if (!context.IsRanked) return InferenceContext.One(type, Shape.Unranked);
        int axis = InferenceContext.Axis(Axis, x.Shape.Rank);
        int batch = BatchDims < 0 ? BatchDims + indices.Shape.Rank : BatchDims;
        InferenceContext.Require(batch >= 0 && batch <= axis && batch <= indices.Shape.Rank,
            $"{BatchDims} batch dimension(s), expected 0 to the smaller of axis {axis} and rank {indices.Shape.Rank} of the indices");
        ReadOnlySpan<Dimension> from = x.Shape.Dimensions.Span, by = indices.Shape.Dimensions.Span;
        var dimensions = new List<Dimension>();
        for (int i = 0; i < batch; i++) dimensions.Add(Sizes.Same(from[i], by[i], $"batch dimension {i}"));
        dimensions.AddRange(from[batch..axis]);
        dimensions.AddRange(by[batch..]);
        dimensions.AddRange(from[(axis + 1)..]);
        return InferenceContext.One(type, Shape.Create([.. dimensions]));
    }
}

using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>Turns pairs of numbers by an angle that depends on their place in a sequence.</summary>
/// <remarks>
/// Operands: x <c>[N, H, T, D]</c>, floats; cosines and sines of the angles, of x's type: <c>[P, R / 2]</c> with places
/// <c>[N, T]</c>, Int32 or Int64, as a fourth operand, else <c>[N, T, R / 2]</c> or <c>[1, T, R / 2]</c>. Pair r of the first R numbers of D, (a, b), becomes
/// <c>(cos * a - sin * b, sin * a + cos * b)</c>; the other numbers stay. Output: x's shape. Sources: ONNX RotaryEmbedding-23.
/// </remarks>
public sealed record RotaryEmbedding : Op
{
    /// <summary>Whether pairs are neighbours (2r, 2r + 1); else number r of the first half goes with number r of the second.</summary>
    public bool Interleaved { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => new(3, 4);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(x.Type.IsFloat(), $"operand 0 is {x}, expected floats");
        context.RequireSameType(0, 1);
        context.RequireSameType(0, 2);
        context.RequireType(3, ElementType.Int32, ElementType.Int64);
        context.RequireRank(0, 4, 4);
        int rank = context.Optional(3) is null ? 3 : 2;
        context.RequireRank(1, rank, rank);
        context.RequireRank(2, rank, rank);
        context.RequireRank(3, 2, 2);
        if (context.IsRanked)
        {
            Shape cos = context[1].Shape;
            InferenceContext.Require(context[2].Shape.IsCompatibleWith(cos), $"operand 2 is {context[2]}, expected shape {cos}");
            InferenceContext.Require(cos[rank - 1] < 0 || x.Shape[3] < 0 || 2 * (long)cos[rank - 1] <= x.Shape[3], $"operand 1 is {context[1]}, more pairs than {x} has");
            Shape places = [x.Shape.Dimensions[0], x.Shape.Dimensions[2]];
            if (context.Optional(3) is { } positions)
                InferenceContext.Require(positions.Shape.IsCompatibleWith(places), $"operand 3 is {positions}, expected shape {places}");
            else
                InferenceContext.Require(cos[0] is 1 || Shape.Create(cos.Dimensions.Span[..2]).IsCompatibleWith(places), $"operand 1 is {context[1]}, expected the batch and steps of {x}");
        }

        return InferenceContext.One(x.Type, x.Shape.IsRanked ? x.Shape : Shape.OfRank(4));
    }
}

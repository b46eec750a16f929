using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>The discrete Fourier transform along one axis, on numbers or pairs (real, imaginary).</summary>
/// <remarks>
/// <para>
/// <c>y[k] = sum of x[n] e^(-2 pi i k n / L)</c>; <see cref="Inverse"/> has the other sign and divides by L. Computed in Float64.
/// </para>
/// <para>
/// Operands: x <c>[…, N, …, 1]</c> real or <c>[…, N, …, 2]</c> complex, floats; length L, optional, one Int32 or Int64: x is cut or filled up with zeros to it; axis,
/// one Int32 or Int64, negative counts from the end, not the last. Without a length L is N. Output <c>[…, L, …, 2]</c>; with <see cref="OneSided"/> the
/// first <c>L / 2 + 1</c> frequencies of a real x or, inverse, real numbers <c>[…, L, …, 1]</c> made of these, L then being <c>2 N - 2</c> unless stated.
/// </para>
/// Sources: ONNX DFT-20.
/// </remarks>
public sealed record Dft : Op
{
    /// <summary>Whether frequencies become a signal.</summary>
    public bool Inverse { get; init; }

    /// <summary>Whether only the first half of the frequencies of a real signal is given out, or taken in.</summary>
    public bool OneSided { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        InferenceContext.Require(x.Type.IsFloat(), $"operand 0 is {x}, expected floats");
        context.RequireRank(0, 2);
        long? length = context.Optional(1) is null ? null : VectorOperand.Scalar(context, 1), stated = VectorOperand.Scalar(context, 2);
        InferenceContext.Require(length is null or (> 0 and < int.MaxValue), $"length is {length}, expected a positive number");
        if (!x.Shape.IsRanked) return InferenceContext.One(x.Type, Shape.Unranked);
        int last = x.Shape.Rank - 1;
        InferenceContext.Require(x.Shape[last] is -1 or 1 or 2, $"operand 0 is {x}, expected 1 or 2 as its last dimension");
        int width = Inverse && OneSided ? 1 : 2;
        if (stated is null)
        {
            Shape open = Shape.OfRank(x.Shape.Rank).With(last, width);
            return InferenceContext.One(x.Type, open);
        }

        int axis = InferenceContext.Axis(stated.Value, x.Shape.Rank);
        InferenceContext.Require(axis != last, $"axis {axis} holds real and imaginary parts, expected another");
        Dimension size = length is { } l ? (int)l : context.Optional(1) is not null ? Dimension.Unknown : Natural(x.Shape.Dimensions[axis]);
        if (OneSided && !Inverse) size = size.IsKnown ? (size.Size / 2) + 1 : Dimension.Unknown;
        return InferenceContext.One(x.Type, x.Shape.With(axis, size).With(last, width));
    }

    private Dimension Natural(Dimension size)
    {
        if (!Inverse || !OneSided) return size;
        InferenceContext.Require(size.Size != 1, "one frequency does not tell the length of the signal, expected a length");
        return size.IsKnown ? Sizes.Checked((2L * size.Size) - 2) : Dimension.Unknown;
    }
}

using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Rounds floats to what quantization to a few bits would leave of them.</summary>
/// <remarks>
/// The range is moved so that 0 is one of its steps, then <c>y = round((clamp(x) - min) / scale) * scale + min</c>. Input and output Float32
/// <c>[…]</c>. Sources: TFLite FAKE_QUANT, TF FakeQuantWithMinMaxArgs.
/// </remarks>
/// <param name="Min">Smallest number of the range.</param>
/// <param name="Max">Largest number of the range.</param>
/// <param name="Bits">Bits to quantize to, 2 to 16.</param>
public sealed record FakeQuantize(float Min, float Max, int Bits) : Op
{
    /// <summary>Whether the lowest integer is not used.</summary>
    public bool NarrowRange { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        InferenceContext.Require(context[0].Type.IsFloat(), $"operand 0 is {context[0]}, expected floats");
        InferenceContext.Require(Bits is >= 2 and <= 16 && Min < Max, $"range {Min} … {Max} in {Bits} bits, expected min < max and 2 to 16 bits");
        return InferenceContext.One(context[0].Type, context[0].Shape);
    }
}

using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>A recurrent network over a sequence: <c>h' = activation(W x + R h + b)</c>, in one direction.</summary>
/// <remarks>
/// Operands: x <c>[N, T, I]</c>, or <c>[T, N, I]</c> with <see cref="TimeMajor"/>; weights <c>[H, I]</c>; recurrent weights <c>[H, H]</c>; bias?
/// <c>[H]</c>; h <c>[N, H]</c>. Results: h of every step, shaped like x; last h. Float32; weights also as integers, which are turned into numbers.
/// Sources: TFLite UNIDIRECTIONAL_SEQUENCE_RNN, RNN and BIDIRECTIONAL_SEQUENCE_RNN (two of these), ONNX RNN.
/// </remarks>
public sealed record Rnn : Op
{
    /// <summary>Whether time is the first dimension of x and of the result.</summary>
    public bool TimeMajor { get; init; }

    /// <summary>Whether the sequence is read from its end.</summary>
    public bool Backward { get; init; }

    /// <summary>Function applied to each step.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(5);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0], hidden = context[4];
        context.RequireType(0, ElementType.Float32);
        if (!context.IsRanked) return [new(x.Type, Shape.Unranked), hidden];
        context.RequireRank(0, 3, 3);
        for (int i = 1; i < 5; i++) if (i != 3) context.RequireRank(i, 2, 2);
        Shape weights = context[1].Shape;
        InferenceContext.Require(x.Shape[2] < 0 || weights[1] < 0 || x.Shape[2] == weights[1], $"operand 0 is {x}, expected {weights[1]} inputs like the weights {weights}");
        InferenceContext.Require(hidden.Shape[1] < 0 || weights[0] < 0 || hidden.Shape[1] == weights[0], $"the state is {hidden}, expected {weights[0]} cells like the weights {weights}");
        return [new(x.Type, x.Shape.With(2, weights.Dimensions[0])), hidden];
    }
}

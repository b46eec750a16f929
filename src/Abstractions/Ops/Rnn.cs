using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>A recurrent network over a sequence: <c>h' = activation(W x + R h + b)</c>, in one direction.</summary>
/// <remarks>
/// Operands: x <c>[N, T, I]</c>, or <c>[T, N, I]</c> with <see cref="TimeMajor"/>; weights <c>[H, I]</c>; recurrent weights <c>[H, H]</c>; bias?
/// <c>[H]</c>; h <c>[N, H]</c>; steps of each batch? <c>[N]</c>, Int32 or Int64, 0 … T: later steps leave h alone and yield 0. Results: h of every
/// step, shaped like x; last h. Float32; weights also as integers, see <see cref="Hybrid"/>. Sources: TFLite UNIDIRECTIONAL_SEQUENCE_RNN, RNN and
/// BIDIRECTIONAL_SEQUENCE_RNN (two of these), ONNX RNN (one of these per direction; its biases come in pairs to add).
/// </remarks>
public sealed record Rnn : Op
{
    /// <summary>Whether time is the first dimension of x and of the result.</summary>
    public bool TimeMajor { get; init; }

    /// <summary>Whether the sequence is read from its end.</summary>
    public bool Backward { get; init; }

    /// <summary>Function applied to each step.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>Another function of the steps, for floats; null for <see cref="Activation"/>.</summary>
    public Unary? Function { get; init; }

    /// <summary>Largest magnitude of what the function is applied to; 0 for no limit.</summary>
    public float ActivationClip { get; init; }

    /// <summary>What activations multiply when weights are integers.</summary>
    public HybridQuantization Hybrid { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => new(5, 6);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0], hidden = context[4];
        context.RequireType(0, ElementType.Float32, ElementType.Float16, ElementType.BFloat16);
        if (context.Optional(5) is not null) context.RequireType(5, ElementType.Int32, ElementType.Int64);
        if (!context.IsRanked) return [new(x.Type, Shape.Unranked), hidden];
        context.RequireRank(0, 3, 3);
        for (int i = 1; i < 5; i++) if (i != 3) context.RequireRank(i, 2, 2);
        Shape weights = context[1].Shape;
        InferenceContext.Require(x.Shape[2] < 0 || weights[1] < 0 || x.Shape[2] == weights[1], $"operand 0 is {x}, expected {weights[1]} inputs like the weights {weights}");
        InferenceContext.Require(hidden.Shape[1] < 0 || weights[0] < 0 || hidden.Shape[1] == weights[0], $"the state is {hidden}, expected {weights[0]} cells like the weights {weights}");
        return [new(x.Type, x.Shape.With(2, weights.Dimensions[0])), hidden];
    }
}

using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>A gated recurrent unit over a sequence, in one direction.</summary>
/// <remarks>
/// <para>
/// Per step: <c>z = s(Wz x + bz + Rz h + dz)</c>, <c>r = s(Wr x + br + Rr h + dr)</c>,
/// <c>g = act(Wg x + bg + Rg (r h) + dg)</c>, or <c>act(Wg x + bg + r (Rg h + dg))</c> with <see cref="ResetAfter"/>, and
/// <c>h' = (1 - z) g + z h</c>, with s the gates' function.
/// </para>
/// <para>
/// Operands: 0 x <c>[N, T, I]</c>, or <c>[T, N, I]</c> with <see cref="TimeMajor"/>; 1 … 3 weights of z, r, g <c>[H, I]</c>; 4 … 6 recurrent
/// weights of z, r, g <c>[H, H]</c>; 7 … 9 biases? of z, r, g <c>[H]</c>; 10 … 12 recurrent biases? of z, r, g <c>[H]</c>; 13 h <c>[N, H]</c>;
/// 14 steps of each batch? <c>[N]</c>, Int32 or Int64, 0 … T: later steps leave h alone and yield 0. Results: h of every step, shaped like x;
/// last h. Float32; weights also as integers, which are turned into numbers.
/// Sources: ONNX GRU (one of these per direction), Keras GRU (<c>reset_after</c>).
/// </para>
/// </remarks>
public sealed record Gru : Op
{
    private const int Recurrent = 4, Hidden = 13, Lengths = 14;

    /// <summary>Whether time is the first dimension of x and of the result.</summary>
    public bool TimeMajor { get; init; }

    /// <summary>Whether the sequence is read from its end.</summary>
    public bool Backward { get; init; }

    /// <summary>Whether the reset gate is applied after the product with the recurrent weights; ONNX calls it linear_before_reset.</summary>
    public bool ResetAfter { get; init; }

    /// <summary>Function of the gates z and r.</summary>
    public Activation GateActivation { get; init; } = Activation.Sigmoid;

    /// <summary>Function of the candidate g.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>Another function of the gates z and r, for floats; null for <see cref="GateActivation"/>.</summary>
    public Unary? GateFunction { get; init; }

    /// <summary>Another function of the candidate g, for floats; null for <see cref="Activation"/>.</summary>
    public Unary? Function { get; init; }

    /// <summary>Largest magnitude of what a function is applied to; 0 for no limit.</summary>
    public float ActivationClip { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => new(14, 15);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0], hidden = context[Hidden];
        context.RequireType(0, ElementType.Float32, ElementType.Float16, ElementType.BFloat16);
        context.RequireSameType(0, Hidden);
        for (int i = 1; i < 7; i++) _ = context[i];
        if (context.Optional(Lengths) is not null) context.RequireType(Lengths, ElementType.Int32, ElementType.Int64);
        if (!context.IsRanked) return [new(x.Type, Shape.Unranked), hidden];
        context.RequireRank(0, 3, 3);
        context.RequireRank(Hidden, 2, 2);
        Dimension inputs = x.Shape.Dimensions[2], units = hidden.Shape.Dimensions[1];
        for (int i = 1; i < 7; i++)
        {
            context.RequireRank(i, 2, 2);
            RequireMatrix(context, i, units, i < Recurrent ? inputs : units);
        }

        Dimension batch = x.Shape.Dimensions[TimeMajor ? 1 : 0], states = hidden.Shape.Dimensions[0];
        InferenceContext.Require(!batch.IsKnown || !states.IsKnown || batch.Size == states.Size, $"operand {Hidden} is {hidden}, expected {batch} batches like operand 0, {x}");
        return [new(x.Type, x.Shape.With(2, units)), hidden];
    }

    private static void RequireMatrix(InferenceContext context, int operand, Dimension rows, Dimension columns)
    {
        Shape shape = context[operand].Shape;
        InferenceContext.Require((shape[0] < 0 || !rows.IsKnown || shape[0] == rows.Size) && (shape[1] < 0 || !columns.IsKnown || shape[1] == columns.Size),
            $"operand {operand} is {context[operand]}, expected weights [{rows}, {columns}]");
    }
}

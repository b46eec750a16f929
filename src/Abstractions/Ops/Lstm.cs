using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>A long short-term memory over a sequence, in one direction.</summary>
/// <remarks>
/// <para>
/// Per step: <c>i = s(Wi x + Ri h + Pi c + bi)</c>, <c>f = s(Wf x + Rf h + Pf c + bf)</c>, <c>g = act(Wg x + Rg h + bg)</c>,
/// <c>c' = clip(f c + i g)</c>, <c>o = s(Wo x + Ro h + Po c' + bo)</c>, <c>h' = clip(Wp (o act(c')) + bp)</c>, with s the gates' function.
/// Without input-gate weights <c>i = 1 - f</c>, without forget-gate weights <c>f = 1 - i</c>. With layer normalisation each gate is
/// normalised over its cells and scaled before its bias is added.
/// </para>
/// <para>
/// Operands (optional ones may be left out): 0 x <c>[N, T, I]</c>, or <c>[T, N, I]</c> with <see cref="TimeMajor"/>; 1 … 4 input weights of gates
/// i?, f?, g, o <c>[C, I]</c>; 5 … 8 recurrent weights of i?, f?, g, o <c>[C, H]</c>; 9 … 11 peephole weights of i?, f?, o? <c>[C]</c>; 12 … 15
/// biases of i?, f?, g?, o? <c>[C]</c>; 16 projection weights? <c>[H, C]</c>; 17 projection bias? <c>[H]</c>; 18 h <c>[N, H]</c>; 19 c
/// <c>[N, C]</c>; 20 … 23 layer-normalisation factors of i?, f?, g?, o? <c>[C]</c>; 24 steps of each batch? <c>[N]</c>, Int32 or Int64, 0 … T:
/// later steps leave h and c alone and yield 0. Results: h of every step, shaped like x; last h; last c.
/// </para>
/// <para>
/// Types: Float32; Float32 with integer weights, see <see cref="Hybrid"/>; or TensorFlow Lite's integer LSTM: x and h Int8, weights Int8,
/// peephole weights and layer-normalisation factors Int16, biases Int32, c Int16 with a power-of-two scale, computed in 16-bit fixed point with
/// the functions logistic and tanh. Sources: TFLite UNIDIRECTIONAL_SEQUENCE_LSTM, LSTM and BIDIRECTIONAL_SEQUENCE_LSTM (two of these), ONNX LSTM
/// (one of these per direction; its gates come in the order i, o, f, g and its biases in pairs to add).
/// </para>
/// </remarks>
public sealed record Lstm : Op
{
    /// <summary>Whether time is the first dimension of x and of the result.</summary>
    public bool TimeMajor { get; init; }

    /// <summary>Whether the sequence is read from its end.</summary>
    public bool Backward { get; init; }

    /// <summary>Function of the gates i, f and o.</summary>
    public Activation GateActivation { get; init; } = Activation.Sigmoid;

    /// <summary>Function of the candidate g; <see cref="Activation.Tanh"/> in nearly every model.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>Function of the cell on its way to h; null for that of the candidate.</summary>
    public Activation? CellActivation { get; init; }

    /// <summary>Another function of the gates i, f and o, for floats; null for <see cref="GateActivation"/>.</summary>
    public Unary? GateFunction { get; init; }

    /// <summary>Another function of the candidate g, for floats; null for <see cref="Activation"/>.</summary>
    public Unary? Function { get; init; }

    /// <summary>Another function of the cell on its way to h, for floats; null for <see cref="CellActivation"/> or, where that is null too, the function of the candidate.</summary>
    public Unary? CellFunction { get; init; }

    /// <summary>Largest magnitude of what a function is applied to, the cell included; 0 for no limit.</summary>
    public float ActivationClip { get; init; }

    /// <summary>Largest magnitude of the cell; 0 for no limit.</summary>
    public float CellClip { get; init; }

    /// <summary>Largest magnitude of the projection; 0 for no limit.</summary>
    public float ProjectionClip { get; init; }

    /// <summary>What Float32 activations multiply when weights are integers.</summary>
    public HybridQuantization Hybrid { get; init; }

    /// <summary>Integer LSTM with layer normalisation: scales of the gates i, f, g, o before they are normalised.</summary>
    public ValueList<float> GateScales { get; init; }

    /// <summary>Integer LSTM: quantization of <c>o act(c')</c> before the projection, or of h when there is none.</summary>
    public QuantizationInfo? Hidden { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => new(20, 25);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0], hidden = context[18], cell = context[19];
        _ = (context[3], context[4], context[7], context[8]);
        for (int gate = 1; gate <= 2; gate++)
            InferenceContext.Require(context.Optional(gate) is null == context.Optional(gate + 4) is null,
                $"only one of operands {gate} and {gate + 4} is there, expected both weight matrices of the {(gate == 1 ? "input" : "forget")} gate or none");
        InferenceContext.Require(context.Optional(1) is not null || context.Optional(2) is not null, "operands 1 and 2 are missing, expected weights of the input or the forget gate");
        if (context.Optional(24) is not null) context.RequireType(24, ElementType.Int32, ElementType.Int64);
        if (!context.IsRanked) return [new(x.Type, Shape.Unranked), hidden with { Quantization = null }, cell with { Quantization = null }];
        context.RequireRank(0, 3, 3);
        context.RequireRank(18, 2, 2);
        context.RequireRank(19, 2, 2);
        for (int i = 1; i <= 8; i++) if (context.Optional(i) is not null) context.RequireRank(i, 2, 2);
        Shape weights = context[3].Shape, recurrent = context[7].Shape;
        Fits(x.Shape.Dimensions[2], weights.Dimensions[1], "input", "input weights");
        Fits(hidden.Shape.Dimensions[1], recurrent.Dimensions[1], "hidden state", "recurrent weights");
        Fits(cell.Shape.Dimensions[1], weights.Dimensions[0], "cell state", "input weights");
        Fits(hidden.Shape.Dimensions[0], x.Shape.Dimensions[TimeMajor ? 1 : 0], "batch of the hidden state", "batch of the input");
        return
        [
            new(hidden.Type, x.Shape.With(2, hidden.Shape.Dimensions[1])),
            hidden with { Quantization = null },
            cell with { Quantization = null },
        ];
    }

    private static void Fits(Dimension a, Dimension b, string what, string to) =>
        InferenceContext.Require(!a.IsKnown || !b.IsKnown || a.Size == b.Size, $"{what} has size {a}, {to} take {b}");
}

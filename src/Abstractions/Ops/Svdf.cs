using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>A layer whose weights are factored into features and time: filters over inputs, and weights over the last T of their values.</summary>
/// <remarks>
/// Per step, each of the F filters yields <c>v[f] = sum over i of x[i] * w[f, i]</c>, which enters the filter's memory; each unit u of F / Rank adds
/// <c>sum over t of memory[f, t] * a[f, t]</c> of its Rank filters and its bias. Operands: x <c>[N, I]</c>; weights over inputs <c>[F, I]</c>; weights
/// over time <c>[F, T]</c>; bias? <c>[F / Rank]</c>; state <c>[N, F * T]</c>. Results: y <c>[N, F / Rank]</c>; next state. Float32, weights also as
/// integers, see <see cref="Hybrid"/>; or TensorFlow Lite's integer layer: x Int8, weights over inputs Int8, weights over time and state both
/// Int16 or both Int8, bias Int32: v is rounded to the state, each sum to the output. Sources: TFLite SVDF.
/// </remarks>
/// <param name="Rank">Filters per unit.</param>
public sealed record Svdf(int Rank) : Op
{
    /// <summary>Function applied to the result.</summary>
    public Activation Activation { get; init; }

    /// <summary>What Float32 activations multiply when weights over inputs are integers; weights over time are turned into numbers.</summary>
    public HybridQuantization Hybrid { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(5);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0], state = context[4];
        InferenceContext.Require(Rank > 0, $"rank is {Rank}, expected at least 1");
        if (!context.IsRanked) return [new(x.Type, Shape.OfRank(2)), state with { Quantization = null }];
        for (int i = 0; i < 5; i++) if (i != 3) context.RequireRank(i, 2, 2);
        Shape features = context[1].Shape, time = context[2].Shape;
        InferenceContext.Require(x.Shape[1] < 0 || features[1] < 0 || x.Shape[1] == features[1], $"operand 0 is {x}, expected {features[1]} inputs like the weights {features}");
        InferenceContext.Require(features[0] < 0 || (features[0] % Rank == 0 && (time[0] < 0 || time[0] == features[0])),
            $"weights are {features} and {time}, expected the same number of filters, a multiple of the rank {Rank}");
        if (state.Shape[1] >= 0 && time.IsStatic)
            InferenceContext.Require(state.Shape[1] == time.ElementCount, $"the state is {state}, expected {time.ElementCount} elements per batch");
        Dimension units = features[0] < 0 ? Dimension.Unknown : features[0] / Rank;
        return [new(x.Type, [x.Shape.Dimensions[0], units]), state with { Quantization = null }];
    }
}

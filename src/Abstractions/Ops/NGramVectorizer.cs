using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Counts how often known short sequences occur in lists of integers.</summary>
/// <remarks>
/// Operand: x <c>[L]</c> or <c>[N, L]</c>, Int32 or Int64. Output Float32 <c>[D]</c> or <c>[N, D]</c>, D being the largest of <see cref="Places"/> plus 1. Elements
/// of a sequence may lie 1 to MaxSkip + 1 places apart, all at one distance. Sources: ONNX TfIdfVectorizer-9 with integers.
/// </remarks>
/// <param name="MinLength">Shortest sequence that counts, at least 1.</param>
/// <param name="MaxLength">Longest sequence that counts.</param>
/// <param name="MaxSkip">Most elements between two of a sequence.</param>
public sealed record NGramVectorizer(int MinLength, int MaxLength, int MaxSkip) : Op
{
    /// <summary>The sequences one after the other: all of length 1, then all of length 2 …</summary>
    public ValueList<long> Pool { get; init; } = [];

    /// <summary>Where in the pool the sequences of length 1, 2 … begin.</summary>
    public ValueList<int> Starts { get; init; } = [];

    /// <summary>For each sequence of the pool its place in the output.</summary>
    public ValueList<int> Places { get; init; } = [];

    /// <summary>What becomes of the numbers.</summary>
    public NGramWeight Weight { get; init; }

    /// <summary>For each sequence of the pool its weight; empty for 1.</summary>
    public ValueList<float> Weights { get; init; } = [];

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        context.RequireType(0, ElementType.Int32, ElementType.Int64);
        context.RequireRank(0, 1, 2);
        InferenceContext.Require(MinLength >= 1 && MaxLength >= MinLength && MaxSkip >= 0, $"lengths {MinLength} to {MaxLength}, {MaxSkip} skipped: expected 1 or more, and 0 or more");
        InferenceContext.Require(Starts.Count >= MaxLength, $"{Starts.Count} starts, expected one for each length up to {MaxLength}");
        int sequences = 0, largest = -1;
        for (int length = 1; length <= Starts.Count; length++)
        {
            int start = Starts[length - 1], end = length < Starts.Count ? Starts[length] : Pool.Count;
            InferenceContext.Require(start >= 0 && start <= end && end <= Pool.Count && (end - start) % length == 0, $"sequences of length {length} cannot take {start} to {end} of a pool of {Pool.Count}");
            sequences += (end - start) / length;
        }

        InferenceContext.Require(Places.Count == sequences && (Weights.Count == 0 || Weights.Count == sequences),
            $"{Places.Count} places and {Weights.Count} weights, expected {sequences}");
        foreach (int place in Places)
        {
            InferenceContext.Require(place is >= 0 and < int.MaxValue, $"place {place} is negative");
            largest = Math.Max(largest, place);
        }

        if (!context.IsRanked) return InferenceContext.One(ElementType.Float32, Shape.Unranked);
        Shape x = context[0].Shape;
        return InferenceContext.One(ElementType.Float32, x.With(x.Rank - 1, largest + 1));
    }
}

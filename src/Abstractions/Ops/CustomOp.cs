using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>
/// An operator outside this vocabulary. It runs when the app bound an <see cref="ICustomOperator"/> to it, or when a backend knows
/// <paramref name="Domain"/> and <paramref name="Code"/>.
/// </summary>
/// <param name="Domain">Vocabulary the name belongs to, for instance <c>tflite</c>.</param>
/// <param name="Code">Name in that vocabulary.</param>
/// <param name="Options">The node's options as the file stores them.</param>
/// <param name="Outputs">Types and shapes that the file states; used while no implementation is bound.</param>
public sealed record CustomOp(string Domain, string Code, ReadOnlyMemory<byte> Options, ValueList<TensorInfo> Outputs) : Op
{
    /// <summary>What computes it, when the app brought it along.</summary>
    public ICustomOperator? Implementation { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.AtLeast(0);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        if (Implementation is null) return [.. Outputs];
        var inputs = ImmutableArray.CreateBuilder<TensorInfo?>(context.Count);
        for (int i = 0; i < context.Count; i++) inputs.Add(context.Optional(i));
        return Implementation.InferOutputs(inputs.MoveToImmutable(), Options);
    }
}

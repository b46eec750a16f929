namespace NnBridge;

/// <summary>Says that a constant is another one with its dimensions in another order.</summary>
/// <param name="Source">The other constant, as it is stored.</param>
/// <param name="Axes">For each dimension of the constant, which of <paramref name="Source"/>'s it is.</param>
public sealed record Transposition(Tensor Source, ValueList<int> Axes);

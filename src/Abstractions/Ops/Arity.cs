namespace NnBridge.Ops;

/// <summary>How many operands an operator takes, optional ones included.</summary>
/// <param name="Min">Fewest.</param>
/// <param name="Max">Most.</param>
public readonly record struct Arity(int Min, int Max)
{
    /// <summary>Exactly <paramref name="count"/>.</summary>
    public static Arity Exactly(int count) => new(count, count);

    /// <summary><paramref name="count"/> or more.</summary>
    public static Arity AtLeast(int count) => new(count, int.MaxValue);

    /// <summary>Whether <paramref name="count"/> operands are right.</summary>
    public bool Allows(int count) => count >= Min && count <= Max;

    /// <inheritdoc/>
    public override string ToString() => Min == Max ? $"{Min}" : Max == int.MaxValue ? $"at least {Min}" : $"{Min} to {Max}";
}

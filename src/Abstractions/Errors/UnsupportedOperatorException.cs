using System.Collections.Immutable;

namespace NnBridge;

/// <summary>The model is well-formed but uses operators that the parser, or every backend, lacks. Lists all of them.</summary>
public sealed class UnsupportedOperatorException : NnBridgeException
{
    /// <summary>Reports <paramref name="operators"/>, grouped by operator and reason in the message.</summary>
    public UnsupportedOperatorException(string what, ImmutableArray<UnsupportedOperator> operators) : base(Describe(what, operators)) =>
        Operators = operators;

    /// <summary>Every unsupported node.</summary>
    public ImmutableArray<UnsupportedOperator> Operators { get; }

    private static string Describe(string what, ImmutableArray<UnsupportedOperator> operators)
    {
        IEnumerable<string> lines = operators
            .GroupBy(o => (o.Operator, o.Reason))
            .Select(g => $"  {g.Count()} x {g.Key.Operator}: {g.Key.Reason} (first: {g.First().Node})");
        return $"{what}: {operators.Length} unsupported node(s)\n{string.Join('\n', lines)}";
    }
}

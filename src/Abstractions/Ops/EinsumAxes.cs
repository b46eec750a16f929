namespace NnBridge.Ops;

/// <summary>The equation of an <see cref="Einsum"/> with a number in place of each letter.</summary>
/// <param name="Operands">For each operand the letter of each of its axes.</param>
/// <param name="Output">The letter of each axis of the result.</param>
/// <param name="Count">How many letters there are, those of the dots included.</param>
public sealed record EinsumAxes(ValueList<ValueList<int>> Operands, ValueList<int> Output, int Count)
{
    private const string Dots = "...";

    /// <summary>Reads an equation.</summary>
    /// <param name="equation">The equation.</param>
    /// <param name="ranks">Number of axes of each operand.</param>
    /// <exception cref="InvalidNetworkException">It is malformed or does not fit the operands.</exception>
    public static EinsumAxes Of(string equation, ReadOnlySpan<int> ranks)
    {
        ArgumentNullException.ThrowIfNull(equation);
        string[] sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        string[] terms = sides[0].Split(',');
        InferenceContext.Require(sides.Length <= 2, $"equation '{equation}' has more than one arrow");
        InferenceContext.Require(terms.Length == ranks.Length, $"equation '{equation}' has {terms.Length} terms for {ranks.Length} operands");
        int dots = 0;
        for (int i = 0; i < terms.Length; i++)
        {
            int letters = terms[i].Replace(Dots, "", StringComparison.Ordinal).Length;
            bool open = terms[i].Contains(Dots, StringComparison.Ordinal);
            InferenceContext.Require(open ? letters <= ranks[i] : letters == ranks[i], $"term '{terms[i]}' does not fit {ranks[i]} axes of operand {i}");
            if (open) dots = Math.Max(dots, ranks[i] - letters);
        }

        var known = new SortedDictionary<char, int>(Comparer<char>.Default);
        var operands = new ValueList<int>[terms.Length];
        for (int i = 0; i < terms.Length; i++)
        {
            int own = ranks[i] - terms[i].Replace(Dots, "", StringComparison.Ordinal).Length;
            operands[i] = Numbers(equation, terms[i], dots, own, known, mayAdd: true).ToValueList();
        }

        int count = dots + known.Count;
        List<int> output = sides.Length == 2 ? Numbers(equation, sides[1], dots, dots, known, mayAdd: false) : Implicit(sides[0], dots, known);
        InferenceContext.Require(output.Distinct().Count() == output.Count, $"the result of equation '{equation}' names a letter twice");
        return new EinsumAxes(operands.ToValueList(), output.ToValueList(), count);
    }

    private static List<int> Numbers(string equation, string term, int dots, int own, SortedDictionary<char, int> known, bool mayAdd)
    {
        List<int> axes = [];
        for (int i = 0; i < term.Length; i++)
        {
            if (string.CompareOrdinal(term, i, Dots, 0, Dots.Length) == 0)
            {
                for (int d = dots - own; d < dots; d++) axes.Add(d);
                i += Dots.Length - 1;
                continue;
            }

            InferenceContext.Require(char.IsAsciiLetter(term[i]), $"equation '{equation}' has '{term[i]}', expected letters");
            if (!known.TryGetValue(term[i], out int number))
            {
                InferenceContext.Require(mayAdd, $"the result of equation '{equation}' has letter '{term[i]}', which no operand has");
                known.Add(term[i], number = dots + known.Count);
            }

            axes.Add(number);
        }

        return axes;
    }

    private static List<int> Implicit(string terms, int dots, SortedDictionary<char, int> known)
    {
        List<int> axes = [.. Enumerable.Range(0, dots)];
        foreach ((char letter, int number) in known)
            if (terms.Count(c => c == letter) == 1) axes.Add(number);
        return axes;
    }
}

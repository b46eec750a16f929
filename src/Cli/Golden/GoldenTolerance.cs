using System.Globalization;
using System.Text.RegularExpressions;

namespace NnBridge.Cli.Golden;

/// <summary>How close outputs must be, read from the sentence in a case's <c>info.json</c>.</summary>
/// <remarks>
/// Understood: <c>rtol=R, atol=A</c>, where A may be followed by <c>*max|y|</c>; <c>|d| &lt;= N output steps</c>, with
/// <c>at P% of elements</c>, <c>and same argmax</c> or <c>else argmax equal</c>; <c>top-K classes equal, atol=A</c>;
/// <c>boxes/scores atol=A for detections with score&gt;=S</c>.
/// </remarks>
internal sealed partial class GoldenTolerance
{
    private readonly string _text;
    private readonly double _relative;
    private readonly double _absolute;
    private readonly double _absoluteOfMax;
    private readonly double? _steps;
    private readonly double _share = 1;
    private readonly bool _andArgmax;
    private readonly bool _orArgmax;
    private readonly int _top;
    private readonly double? _minimumScore;

    private GoldenTolerance(string text)
    {
        _text = text;
        _relative = Number(RelativePattern(), text) ?? 0;
        double absolute = Number(AbsolutePattern(), text) ?? 0;
        if (text.Contains("*max|y|", StringComparison.Ordinal)) _absoluteOfMax = absolute;
        else _absolute = absolute;
        _steps = Number(StepsPattern(), text);
        _share = (Number(SharePattern(), text) ?? 100) / 100;
        _andArgmax = text.Contains("and same argmax", StringComparison.Ordinal);
        _orArgmax = text.Contains("else argmax equal", StringComparison.Ordinal);
        _top = (int)(Number(TopPattern(), text) ?? 0);
        _minimumScore = Number(ScorePattern(), text);
    }

    /// <summary>Float32 noise: for cases that state no tolerance.</summary>
    public static GoldenTolerance Default { get; } = Parse("rtol=1e-3, atol=1e-5");

    /// <summary>Reads a sentence.</summary>
    /// <exception cref="InvalidDataException">Nothing in it is understood.</exception>
    public static GoldenTolerance Parse(string text)
    {
        var tolerance = new GoldenTolerance(text);
        bool understood = RelativePattern().IsMatch(text) || AbsolutePattern().IsMatch(text) || tolerance._steps is not null || text == "exact";
        return understood ? tolerance : throw new InvalidDataException($"tolerance '{text}' is not understood");
    }

    /// <summary>Compares all outputs of one run.</summary>
    public Comparison Compare(IReadOnlyList<GoldenOutput> outputs)
    {
        if (_minimumScore is { } score && outputs.Count >= 3) return CompareDetections(outputs, score);
        Comparison worst = new(null, 0, 0);
        foreach (GoldenOutput output in outputs)
        {
            Comparison one = Comparison.Of(output.Actual, output.Expected, Problem(output));
            worst = new Comparison(
                worst.Problem ?? (one.Problem is null ? null : $"output '{output.Name}': {one.Problem}"),
                Math.Max(worst.MaxAbs, one.MaxAbs), Math.Max(worst.MaxRel, one.MaxRel));
        }

        return worst;
    }

    public override string ToString() => _text;

    private string? Problem(GoldenOutput output)
    {
        (double[] actual, double[] expected) = (output.Actual, output.Expected);
        if (actual.Length != expected.Length) return $"{actual.Length} elements, expected {expected.Length}";
        if (_top > 0 && TopClassesDiffer(actual, expected) is { } classes) return classes;
        double scale = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        double absolute = _steps is { } steps ? steps * output.Step * (1 + 1e-6) : _absolute + (_absoluteOfMax * scale);
        int outside = 0, worst = -1;
        double worstDifference = -1;
        for (int i = 0; i < actual.Length; i++)
        {
            if (actual[i].Equals(expected[i])) continue;
            double difference = Math.Abs(actual[i] - expected[i]);
            if (difference <= absolute + (_relative * Math.Abs(expected[i]))) continue;
            outside++;
            if (difference > worstDifference || worst < 0) (worst, worstDifference) = (i, difference);
        }

        bool close = outside <= (1 - _share) * actual.Length;
        if (_orArgmax && !close) close = ArgmaxDiffers(output) is null;
        if (!close)
            return $"{outside} of {actual.Length} elements are off; element {worst} is {actual[worst]:G9}, expected {expected[worst]:G9} ({_text})";
        return _andArgmax ? ArgmaxDiffers(output) : null;
    }

    private static string? ArgmaxDiffers(GoldenOutput output)
    {
        for (int row = 0; row + output.Columns <= output.Actual.Length && output.Columns > 0; row += output.Columns)
        {
            int actual = Argmax(output.Actual.AsSpan(row, output.Columns)), expected = Argmax(output.Expected.AsSpan(row, output.Columns));
            if (actual == expected) continue;
            // Equal largest values: either index is right.
            if (output.Expected[row + actual].Equals(output.Expected[row + expected])) continue;
            return $"argmax of row {row / output.Columns} is {actual}, expected {expected}";
        }

        return null;
    }

    private string? TopClassesDiffer(double[] actual, double[] expected)
    {
        int[] found = Top(actual), wanted = Top(expected);
        return found.ToHashSet().SetEquals(wanted)
            ? null
            : $"top {_top} classes are {string.Join(" ", found)}, expected {string.Join(" ", wanted)}";
    }

    private int[] Top(double[] values) => [.. Enumerable.Range(0, values.Length).OrderByDescending(i => values[i]).Take(_top)];

    private static int Argmax(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++) if (values[i] > values[best]) best = i;
        return best;
    }

    /// <summary>Boxes [1, n, 4], classes [1, n], scores [1, n], count: only detections that are sure enough count.</summary>
    private Comparison CompareDetections(IReadOnlyList<GoldenOutput> outputs, double minimumScore)
    {
        double[] scores = outputs[2].Expected;
        double maxAbs = 0;
        string? problem = null;
        for (int d = 0; d < scores.Length; d++)
        {
            if (scores[d] < minimumScore) continue;
            if (outputs[1].Actual[d] != outputs[1].Expected[d])
                problem ??= $"detection {d} has class {outputs[1].Actual[d]}, expected {outputs[1].Expected[d]}";
            for (int i = 0; i < 5; i++)
            {
                (GoldenOutput output, int at) = i < 4 ? (outputs[0], (d * 4) + i) : (outputs[2], d);
                double difference = Math.Abs(output.Actual[at] - output.Expected[at]);
                maxAbs = Math.Max(maxAbs, difference);
                if (!(difference <= _absolute))
                    problem ??= $"detection {d}: '{output.Name}' is {output.Actual[at]:G6}, expected {output.Expected[at]:G6} ({_text})";
            }
        }

        return new Comparison(problem, maxAbs, 0);
    }

    private static double? Number(Regex pattern, string text) =>
        pattern.Match(text) is { Success: true } m ? double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"rtol=([0-9.eE+-]+)")]
    private static partial Regex RelativePattern();

    [GeneratedRegex(@"atol=([0-9.]+(?:[eE][+-]?[0-9]+)?)")]
    private static partial Regex AbsolutePattern();

    [GeneratedRegex(@"\|d\| <= ([0-9.]+) (?:output|quantisation|quantization) steps?")]
    private static partial Regex StepsPattern();

    [GeneratedRegex(@"at ([0-9.]+)% of elements")]
    private static partial Regex SharePattern();

    [GeneratedRegex(@"top-([0-9]+) classes equal")]
    private static partial Regex TopPattern();

    [GeneratedRegex(@"score>=([0-9.]+)")]
    private static partial Regex ScorePattern();
}

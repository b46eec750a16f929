using NnBridge.Cli.Golden;

namespace NnBridge.Bench.Contenders;

/// <summary>How far the outputs of two engines are apart.</summary>
/// <param name="MaxAbsDiff">Largest absolute difference of two elements; not a number when outputs cannot be compared.</param>
/// <param name="MaxRelDiff">The largest difference within an output, divided by the largest absolute value of that output.</param>
/// <param name="Problem">What cannot be compared; null when everything can.</param>
internal sealed record Agreement(double MaxAbsDiff, double MaxRelDiff, string? Problem)
{
    /// <summary>Compares outputs in their order.</summary>
    public static Agreement Of(IReadOnlyList<(string Name, Tensor Value)> expected, IReadOnlyList<(string Name, Tensor Value)> actual)
    {
        if (expected.Count != actual.Count) return Apart($"{actual.Count} outputs, expected {expected.Count}");
        double absolute = 0, relative = 0;
        for (int i = 0; i < expected.Count; i++)
        {
            (string name, Tensor e) = expected[i];
            Tensor a = actual[i].Value;
            if (e.Info.ElementCount != a.Info.ElementCount) return Apart($"output '{name}' is {a.Info}, expected {e.Info}");
            double[] values = Elements(e);
            double difference = Comparison.Of(Elements(a), values, null).MaxAbs;
            double largest = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
            absolute = Math.Max(absolute, difference);
            relative = Math.Max(relative, difference == 0 ? 0 : difference / largest);
        }

        return new Agreement(absolute, relative, null);
    }

    private static Agreement Apart(string problem) => new(double.NaN, double.NaN, problem);

    private static double[] Elements(Tensor tensor) => TensorBuffer.OfConstant(tensor).ToDoubles();
}

namespace NnBridge.Cli.Golden;

/// <summary>How an output compares with what is expected.</summary>
/// <param name="Problem">Null when within tolerance, else which element is off by how much.</param>
/// <param name="MaxAbs">Largest absolute difference.</param>
/// <param name="MaxRel">Largest difference relative to the expected value, where that is not 0.</param>
internal sealed record Comparison(string? Problem, double MaxAbs, double MaxRel)
{
    public static Comparison Of(double[] actual, double[] expected, string? problem)
    {
        double maxAbs = 0, maxRel = 0;
        for (int i = 0; i < Math.Min(actual.Length, expected.Length); i++)
        {
            if (actual[i].Equals(expected[i])) continue;
            double difference = Math.Abs(actual[i] - expected[i]);
            maxAbs = Math.Max(maxAbs, double.IsNaN(difference) ? double.PositiveInfinity : difference);
            if (expected[i] != 0) maxRel = Math.Max(maxRel, difference / Math.Abs(expected[i]));
        }

        return new Comparison(problem, maxAbs, maxRel);
    }
}

using NnBridge.Bench.Measuring;

namespace NnBridge.Bench.Tests;

/// <summary>Medians, percentiles and confidence.</summary>
public sealed class StatisticsTests
{
    [TestCase(new double[] { 7 }, 0.5, 7)]
    [TestCase(new double[] { 3, 1, 2 }, 0.5, 2)]
    [TestCase(new double[] { 4, 1, 3, 2 }, 0.5, 2.5)]
    [TestCase(new double[] { 10, 20, 30, 40, 50 }, 0, 10)]
    [TestCase(new double[] { 10, 20, 30, 40, 50 }, 1, 50)]
    [TestCase(new double[] { 50, 40, 30, 20, 10 }, 0.95, 48)]
    public void A_percentile_lies_between_its_neighbours(double[] values, double share, double expected) =>
        Assert.That(Statistics.Percentile(values, share), Is.EqualTo(expected).Within(1e-12));

    [Test]
    public void Values_are_not_reordered()
    {
        double[] values = [3, 1, 2];
        _ = Statistics.Median(values);
        Assert.That(values, Is.EqualTo(new double[] { 3, 1, 2 }));
    }

    [Test]
    public void Nothing_has_no_percentile() => Assert.That(() => Statistics.Percentile([], 0.5), Throws.ArgumentException);

    [TestCase(-0.1)]
    [TestCase(1.1)]
    [TestCase(double.NaN)]
    public void A_share_is_from_0_to_1(double share) => Assert.That(() => Statistics.Percentile([1], share), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void The_interval_of_equal_values_is_that_value() =>
        Assert.That(Statistics.MedianInterval([2, 2, 2, 2]), Is.EqualTo(new Interval(2, 2)));

    [Test]
    public void The_interval_holds_the_true_median_about_as_often_as_promised()
    {
        var random = new Random(1);
        int holds = 0;
        const int Trials = 200;
        for (int trial = 0; trial < Trials; trial++)
        {
            double[] values = [.. Enumerable.Range(0, 25).Select(_ => random.NextDouble())];
            Interval interval = Statistics.MedianInterval(values);
            if (interval.Low <= 0.5 && interval.High >= 0.5) holds++;
        }

        Assert.That(holds, Is.InRange(Trials * 0.89, Trials * 0.995));
    }

    [Test]
    public void More_values_make_the_interval_narrower()
    {
        var random = new Random(2);
        double[] many = [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble())];
        Interval few = Statistics.MedianInterval(many.AsSpan(0, 16)), all = Statistics.MedianInterval(many);
        Assert.That(all.High - all.Low, Is.LessThan((few.High - few.Low) / 2));
    }
}

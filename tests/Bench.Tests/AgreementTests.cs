using NnBridge.Bench.Contenders;

namespace NnBridge.Bench.Tests;

/// <summary>Comparing outputs.</summary>
public sealed class AgreementTests
{
    [Test]
    public void The_largest_difference_counts_and_is_set_against_the_largest_value()
    {
        Agreement agreement = Agreement.Of([Floats(1, -8, 2)], [Floats(1, -8.5f, 2.25f)]);
        Assert.That(agreement, Is.EqualTo(new Agreement(0.5, 0.0625, null)));
    }

    [Test]
    public void Equal_outputs_agree_even_when_all_are_zero() =>
        Assert.That(Agreement.Of([Floats(0, 0)], [Floats(0, 0)]), Is.EqualTo(new Agreement(0, 0, null)));

    [Test]
    public void Not_a_number_agrees_with_itself_only()
    {
        Assert.That(Agreement.Of([Floats(float.NaN, 1)], [Floats(float.NaN, 1)]).MaxAbsDiff, Is.Zero);
        Assert.That(Agreement.Of([Floats(float.NaN, 1)], [Floats(0, 1)]).MaxAbsDiff, Is.EqualTo(double.PositiveInfinity));
    }

    [Test]
    public void Other_numbers_of_outputs_or_elements_are_a_problem()
    {
        Assert.That(Agreement.Of([Floats(1), Floats(1)], [Floats(1)]).Problem, Does.Contain("1 outputs, expected 2"));
        Assert.That(Agreement.Of([Floats(1, 2)], [Floats(1)]).Problem, Does.Contain("'y'"));
    }

    private static (string, Tensor) Floats(params float[] values) =>
        ("y", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [values.Length]), values));
}

using NnBridge.Bench.Measuring;

namespace NnBridge.Bench.Tests;

/// <summary>Measuring in turns, with a clock that does what the test says.</summary>
public sealed class AlternatingTimerTests
{
    private static readonly TimerOptions Options = new() { Windows = 6, WindowTime = TimeSpan.FromMilliseconds(30), TimeLimit = TimeSpan.FromHours(1) };

    [Test]
    public void Times_and_ratios_are_those_of_the_engines()
    {
        var machine = new FakeMachine();
        Duel duel = new AlternatingTimer(machine, machine, Options).Measure(machine.Contender("a", 3), machine.Contender("b", 2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(duel.First.Minimum, Is.EqualTo(3).Within(1e-9));
            Assert.That(duel.First.Percentile95, Is.EqualTo(3).Within(1e-9));
            Assert.That(duel.Second.Median, Is.EqualTo(2).Within(1e-9));
            Assert.That(duel.MinimumRatio, Is.EqualTo(1.5).Within(1e-9));
            Assert.That(duel.MedianRatio, Is.EqualTo(1.5).Within(1e-9));
            Assert.That(duel.PairRatios, Has.Length.EqualTo(6));
            Assert.That(duel.First.Count, Is.EqualTo(6 * 10));
            Assert.That(duel.Second.Count, Is.EqualTo(6 * 15));
            Assert.That((duel.Discarded, duel.Quiet), Is.EqualTo((0, true)));
        }
    }

    [Test]
    public void Slow_times_of_the_machine_do_not_count()
    {
        // Slow from the third probe to the ninth: pairs take three probes each.
        var machine = new FakeMachine { Slowness = probe => probe is >= 3 and <= 9 ? 4 : 1 };
        Duel duel = new AlternatingTimer(machine, machine, Options).Measure(machine.Contender("a", 3), machine.Contender("b", 2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(duel.Discarded, Is.EqualTo(3));
            Assert.That(duel.PairRatios, Has.Length.EqualTo(6));
            Assert.That(duel.First.Percentile95, Is.EqualTo(3).Within(1e-9));
            Assert.That(duel.MedianRatio, Is.EqualTo(1.5).Within(1e-9));
        }
    }

    [Test]
    public void Windows_before_the_machine_became_fast_are_discarded_too()
    {
        var machine = new FakeMachine { Slowness = probe => probe <= 7 ? 2 : 1 };
        Duel duel = new AlternatingTimer(machine, machine, Options).Measure(machine.Contender("a", 3), machine.Contender("b", 2));
        Assert.That((duel.Discarded, duel.First.Percentile95), Is.EqualTo((2, 3.0)));
    }

    [Test]
    public void A_machine_that_is_never_quiet_is_said_to_be_so()
    {
        var machine = new FakeMachine { Slowness = probe => probe == 1 ? 1 : 2 };
        Duel duel = new AlternatingTimer(machine, machine, Options).Measure(machine.Contender("a", 3), machine.Contender("b", 2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(duel.Quiet, Is.False);
            Assert.That(duel.PairRatios, Has.Length.EqualTo(Options.Windows * (1 + Options.Patience)));
            Assert.That(duel.MedianRatio, Is.EqualTo(1.5).Within(1e-9));
        }
    }

    [Test]
    public void The_time_limit_ends_slow_measurements_but_not_before_there_is_one()
    {
        var machine = new FakeMachine();
        TimerOptions hurried = Options with { TimeLimit = TimeSpan.FromSeconds(1) };
        Duel duel = new AlternatingTimer(machine, machine, hurried).Measure(machine.Contender("a", 2000), machine.Contender("b", 1000));
        Assert.That((duel.PairRatios.Length, duel.First.Count, duel.MedianRatio), Is.EqualTo((1, hurried.MinimumRuns, 2.0)));
    }

    [Test]
    public void Several_threads_need_long_windows_and_pauses()
    {
        TimerOptions two = TimerOptions.ForThreads(2);
        Assert.That((two.MinimumRuns, two.Pause), Is.EqualTo((20, TimeSpan.FromMilliseconds(120))));
        Assert.That(TimerOptions.ForThreads(1).Pause, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void The_real_probe_takes_time() => Assert.That(new HostProbe().Measure(), Is.Positive);
}

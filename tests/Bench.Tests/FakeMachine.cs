using NnBridge.Bench.Contenders;
using NnBridge.Bench.Measuring;

namespace NnBridge.Bench.Tests;

/// <summary>A clock that only moves when an engine or the probe works, and a speed that changes on command.</summary>
internal sealed class FakeMachine : TimeProvider, IHostProbe
{
    private long _ticks;
    private int _probes;

    /// <summary>How many times slower than at best the machine is at the n-th probe and until the next.</summary>
    public Func<int, double> Slowness { get; init; } = _ => 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public double Measure()
    {
        _probes++;
        Work(1);
        return 100 * Slowness(_probes);
    }

    public void Work(double milliseconds) => _ticks += (long)(milliseconds * Slowness(_probes) * TimeSpan.TicksPerMillisecond);

    /// <summary>An engine on this machine.</summary>
    public FakeContender Contender(string name, double milliseconds) => new(this, name, milliseconds);

    internal sealed class FakeContender(FakeMachine machine, string name, double milliseconds) : IContender
    {
        public string Name => name;

        public int Runs { get; private set; }

        public void Run()
        {
            Runs++;
            machine.Work(milliseconds);
        }

        public IReadOnlyList<(string Name, Tensor Value)> ReadOutputs() => [];

        public void Dispose() { }
    }
}

namespace NnBridge.Bench.Measuring;

/// <summary>A fixed piece of work whose time tells whether the machine is as fast as it can be.</summary>
internal interface IHostProbe
{
    /// <summary>Does the work.</summary>
    /// <returns>The time it took; the unit does not matter.</returns>
    double Measure();
}

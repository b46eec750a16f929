namespace NnBridge.Bench.Measuring;

/// <summary>From one value to another.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
internal readonly record struct Interval(double Low, double High);

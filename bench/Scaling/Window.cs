namespace NnBridge.Bench.Scaling;

/// <summary>What the sessions of a setup got done in one window.</summary>
/// <param name="RunsPerSecond">All sessions together.</param>
/// <param name="ShortestMs">Milliseconds of the shortest run of any of them.</param>
internal sealed record Window(double RunsPerSecond, double ShortestMs);

namespace NnBridge.Bench.Measuring;

/// <summary>What a fresh process needs until the first result, and how much memory it takes.</summary>
/// <param name="LoadMs">Milliseconds to load the engine and the model.</param>
/// <param name="FirstRunMs">Milliseconds of the first run.</param>
/// <param name="PeakBytes">Most memory the process had in use at a time, .NET included.</param>
internal sealed record ColdStart(double LoadMs, double FirstRunMs, long PeakBytes)
{
    /// <summary>Milliseconds until the first result is there.</summary>
    public double TotalMs => LoadMs + FirstRunMs;
}

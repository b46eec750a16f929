namespace NnBridge.Cli.Demo.Voice;

/// <summary>Sound of one channel.</summary>
/// <param name="Rate">Samples per second.</param>
/// <param name="Samples">From -1 to 1.</param>
internal sealed record Recording(int Rate, float[] Samples)
{
    /// <summary>How long it is, in seconds.</summary>
    public double Seconds => (double)Samples.Length / Rate;
}

namespace NnBridge.Cli.Golden;

/// <summary>One output of a run beside what is expected of it.</summary>
/// <param name="Name">Name of the output.</param>
/// <param name="Actual">Elements that came out.</param>
/// <param name="Expected">Elements that should have.</param>
/// <param name="Columns">Size of the last dimension.</param>
/// <param name="Step">What one quantization step is in these elements: 1 for stored integers.</param>
internal sealed record GoldenOutput(string Name, double[] Actual, double[] Expected, int Columns, double Step);

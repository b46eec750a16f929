namespace NnBridge.Cli.Demo.Voice;

/// <summary>What is known to be in a recording.</summary>
/// <param name="Start">Where it begins, in seconds.</param>
/// <param name="End">Where it ends, in seconds.</param>
/// <param name="Text">What is said, or what makes the sound.</param>
internal sealed record LabelledSound(double Start, double End, string Text);

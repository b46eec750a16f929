using NnBridge.Runtime;

namespace NnBridge.Cli.Demo.Voice;

/// <summary>A node where it was placed, and how long it takes.</summary>
/// <param name="Path">Control flow that it is inside of; empty for none.</param>
/// <param name="Placement">Where it runs, and why.</param>
/// <param name="Microseconds">Mean of all frames; 0 for what did not run.</param>
internal sealed record NodeTime(string Path, Placement Placement, double Microseconds);

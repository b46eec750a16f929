namespace NnBridge.Cli.Npm;

/// <summary>A package cannot be had; the message says what to do.</summary>
internal sealed class NpmException(string message) : Exception(message);

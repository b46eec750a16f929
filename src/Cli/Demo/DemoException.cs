namespace NnBridge.Cli.Demo;

/// <summary>The demo cannot run here; the message says what to do.</summary>
internal sealed class DemoException(string message) : Exception(message);

namespace NnBridge;

/// <summary>A backend or its device failed.</summary>
/// <param name="backend">Id of the backend or plugin.</param>
/// <param name="message">What happened.</param>
/// <param name="inner">Cause, if any.</param>
public sealed class BackendException(string backend, string message, Exception? inner = null)
    : NnBridgeException($"{backend}: {message}", inner)
{
    /// <summary>Id of the backend or plugin.</summary>
    public string Backend { get; } = backend;

    /// <summary>Status code of native code, if there is one.</summary>
    public int? NativeCode { get; init; }
}

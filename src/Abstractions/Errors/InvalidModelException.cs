namespace NnBridge;

/// <summary>The bytes of a model file are malformed.</summary>
/// <param name="message">Byte offset or field path, what was found, what was expected.</param>
/// <param name="inner">Cause, if any.</param>
public sealed class InvalidModelException(string message, Exception? inner = null) : NnBridgeException(message, inner);

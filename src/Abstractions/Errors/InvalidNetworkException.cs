namespace NnBridge;

/// <summary>A network is inconsistent: operands do not fit an operator.</summary>
/// <param name="message">Node and operand, what was found, what was expected.</param>
/// <param name="inner">Cause, if any.</param>
public sealed class InvalidNetworkException(string message, Exception? inner = null) : NnBridgeException(message, inner);

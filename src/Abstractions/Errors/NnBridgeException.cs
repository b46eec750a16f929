namespace NnBridge;

/// <summary>Base of everything this library throws on purpose, other than argument exceptions.</summary>
public abstract class NnBridgeException : Exception
{
    /// <summary>An error with a message that says where, what was found and what was expected.</summary>
    protected NnBridgeException(string message, Exception? inner = null) : base(message, inner) { }
}

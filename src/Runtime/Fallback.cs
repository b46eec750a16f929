namespace NnBridge.Runtime;

/// <summary>What to do when a node does not run on the backend that comes first in the caller's list.</summary>
public enum Fallback
{
    /// <summary>Run it on a later one.</summary>
    Allow,
    /// <summary>Run it on a later one, and log it.</summary>
    Warn,
    /// <summary>Refuse to compile.</summary>
    Forbid,
}

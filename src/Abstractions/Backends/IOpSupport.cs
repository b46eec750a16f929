namespace NnBridge;

/// <summary>Answers what can run. Never gains a member per operator.</summary>
public interface IOpSupport
{
    /// <summary>Whether <paramref name="node"/> can run here. Pure: the same node always gets the same answer.</summary>
    Support Supports(Node node);
}

namespace NnBridge.Runtime;

/// <summary>Why a backend does not run a node.</summary>
/// <param name="Backend">Id of the backend.</param>
/// <param name="Reason">What was found and what is expected.</param>
public sealed record Refusal(string Backend, string Reason);

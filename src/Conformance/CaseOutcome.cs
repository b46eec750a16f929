namespace NnBridge.Conformance;

/// <summary>How a case ended on a backend.</summary>
/// <param name="Case">The case.</param>
/// <param name="Backend">Id of the backend.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Reason">The backend's reason when refused, what is wrong when failed; null when passed.</param>
public sealed record CaseOutcome(OpCase Case, string Backend, CaseVerdict Verdict, string? Reason);

namespace NnBridge.Cli.Coverage;

/// <summary>One case that was run.</summary>
/// <param name="Operator">The operator it is about.</param>
/// <param name="Backend">Where it ran: a backend, or several in order of preference.</param>
/// <param name="Type">Element type of the first operand; empty when the case is a whole model.</param>
/// <param name="Case">Name of the case.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Reason">Why it was refused or failed; null when it passed.</param>
internal sealed record CoverageEntry(string Operator, string Backend, string Type, string Case, CoverageStatus Status, string? Reason);

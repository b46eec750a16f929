using System.Collections.Immutable;

namespace NnBridge.Cli.Golden;

/// <summary>How a case ended.</summary>
/// <param name="Case">Its name.</param>
/// <param name="Status"><c>pass</c>, <c>fail</c>, <c>unsupported</c> or <c>error</c>.</param>
/// <param name="Reason">Why not passed; null when passed.</param>
/// <param name="MaxAbs">Largest absolute difference of all outputs.</param>
/// <param name="MaxRel">Largest relative difference of all outputs.</param>
/// <param name="Milliseconds">Load, compile and run.</param>
/// <param name="Missing">Operators that a refusal names.</param>
internal sealed record CaseResult(string Case, string Status, string? Reason, double MaxAbs, double MaxRel, double Milliseconds, ImmutableArray<string> Missing)
{
    public const string Pass = "pass";
    public const string Fail = "fail";
    public const string Unsupported = "unsupported";
    public const string Error = "error";
}

namespace NnBridge.Conformance;

/// <summary>How a case ended on a backend.</summary>
public enum CaseVerdict
{
    /// <summary>The backend said Yes and gave the expected result.</summary>
    Passed,

    /// <summary>The backend said No and why.</summary>
    Refused,

    /// <summary>The backend broke a promise: said Yes and gave something else, said No without a reason, threw, or wrote beside its outputs.</summary>
    Failed,
}

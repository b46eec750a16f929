namespace NnBridge.Cli.Coverage;

/// <summary>How a case ended.</summary>
internal enum CoverageStatus
{
    /// <summary>Accepted, and the result is right.</summary>
    Passed,

    /// <summary>Refused with a reason.</summary>
    Refused,

    /// <summary>Failed, and is on the list of known failures.</summary>
    Known,

    /// <summary>Accepted but wrong, refused without a reason, or on the list of known failures although it passes.</summary>
    Failed,
}

namespace NnBridge.Cli.Coverage;

/// <summary>How coverage is written.</summary>
internal enum CoverageFormat
{
    /// <summary>Markdown.</summary>
    Md,

    /// <summary>JSON, for programs.</summary>
    Json,

    /// <summary>One page that needs nothing else, with a matrix that can be filtered.</summary>
    Html,
}

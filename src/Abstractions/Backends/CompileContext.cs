namespace NnBridge;

/// <summary>What a backend may use while it compiles.</summary>
public sealed record CompileContext
{
    /// <summary>Folder for compiled code, or null when nothing may be stored.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>Threads that one run may use; at least 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How exactly float products must be computed; a backend may be more exact.</summary>
    public Precision Precision { get; init; } = Precision.Strict;

    /// <summary>Asks to stop compiling.</summary>
    public CancellationToken Cancellation { get; init; }
}

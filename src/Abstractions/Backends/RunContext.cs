namespace NnBridge;

/// <summary>What an executor may use while it runs. One object serves many runs; the host changes it between them only.</summary>
public sealed class RunContext
{
    /// <summary>Receives one event per node, or null when nobody is interested.</summary>
    public IProfileSink? Profile { get; set; }

    /// <summary>Looked at between nodes.</summary>
    public CancellationToken Cancellation { get; set; }
}

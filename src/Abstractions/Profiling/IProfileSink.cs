namespace NnBridge;

/// <summary>Receives events while a network runs. Called on the thread that runs; must not throw.</summary>
public interface IProfileSink
{
    /// <summary>One thing took place.</summary>
    void Record(in ProfileEvent profileEvent);
}

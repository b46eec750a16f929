namespace NnBridge.Runtime.Execution;

/// <summary>Tells events of one network from those of another: node numbers are only unique inside a network.</summary>
internal sealed class ScopedProfile(ProfileRecorder recorder, Network network) : IProfileSink
{
    public void Record(in ProfileEvent profileEvent) => recorder.Record(profileEvent, network);
}

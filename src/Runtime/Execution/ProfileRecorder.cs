namespace NnBridge.Runtime.Execution;

/// <summary>Collects the events of a run.</summary>
internal sealed class ProfileRecorder
{
    private readonly List<ProfileEntry> _entries = [];

    public void Clear() => _entries.Clear();

    public void Record(in ProfileEvent e, Network? network)
    {
        Node? node = e.NodeId >= 0 && network is not null && e.NodeId < network.Nodes.Length ? network.Nodes[e.NodeId] : null;
        _entries.Add(new ProfileEntry(e.Stage, e.Backend, node, e.StartTicks, e.EndTicks));
    }

    /// <param name="precision">How exactly float products had to be computed.</param>
    public RunProfile ToProfile(Precision precision) => new([.. _entries]) { Precision = precision };
}

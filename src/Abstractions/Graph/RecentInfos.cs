namespace NnBridge;

/// <summary>
/// Has tensors that look alike share what is known of them. Most of a network's tensors look like one of a few before them; to compare these by
/// reference is all that copying and rewriting it then has to do, and takes nothing from memory that is not in the processor's caches.
/// </summary>
internal sealed class RecentInfos
{
    private readonly TensorInfo?[] _recent = new TensorInfo?[4];
    private int _next;

    /// <summary>One of the last that were asked for when it is equal, else <paramref name="info"/> itself.</summary>
    public TensorInfo Same(TensorInfo info)
    {
        foreach (TensorInfo? recent in _recent)
            if (info.Equals(recent)) return recent!;
        _recent[_next] = info;
        _next = (_next + 1) % _recent.Length;
        return info;
    }
}

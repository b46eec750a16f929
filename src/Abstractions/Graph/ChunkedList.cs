using System.Collections.Immutable;

namespace NnBridge;

/// <summary>
/// A list in pieces. What a list of thousands outgrows again and again would be large objects for the garbage collector, which takes the whole
/// heap for them: networks are copied by every pass that changes something.
/// </summary>
internal sealed class ChunkedList<T>
{
    private const int ChunkLength = 4096, FirstLength = 16;

    private readonly List<T[]> _full = [];
    private T[] _last = new T[FirstLength];
    private int _used;

    /// <summary>Number of elements.</summary>
    public int Count => (_full.Count * ChunkLength) + _used;

    public void Add(T item)
    {
        if (_used == ChunkLength)
        {
            _full.Add(_last);
            (_last, _used) = (new T[ChunkLength], 0);
        }

        if (_used == _last.Length) Array.Resize(ref _last, Math.Min(2 * _used, ChunkLength));
        _last[_used++] = item;
    }

    /// <summary>All elements. The list gives up its memory: whoever made it may live as long as they do.</summary>
    public ImmutableArray<T> MoveToImmutable()
    {
        var all = ImmutableArray.CreateBuilder<T>(Count);
        foreach (T[] chunk in _full) all.AddRange(chunk.AsSpan());
        all.AddRange(_last.AsSpan(0, _used));
        _full.Clear();
        (_last, _used) = (new T[FirstLength], 0);
        return all.MoveToImmutable();
    }
}

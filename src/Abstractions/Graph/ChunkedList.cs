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

    /// <summary>An element.</summary>
    public T this[int index] => index < _full.Count * ChunkLength ? _full[index / ChunkLength][index % ChunkLength] : _last[index - (_full.Count * ChunkLength)];

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
        GiveUp();
        return all.MoveToImmutable();
    }

    /// <summary>Some of the elements; the list gives up its memory.</summary>
    /// <param name="count">How many there are to keep.</param>
    /// <param name="keep">Says which.</param>
    public ImmutableArray<T> MoveToImmutable(int count, Func<T, bool> keep)
    {
        var kept = ImmutableArray.CreateBuilder<T>(count);
        for (int i = 0; i < Count; i++)
            if (keep(this[i])) kept.Add(this[i]);
        GiveUp();
        return kept.MoveToImmutable();
    }

    private void GiveUp()
    {
        _full.Clear();
        (_last, _used) = (new T[FirstLength], 0);
    }
}

namespace NnBridge;

/// <summary>The ranges of an arena that nobody uses at present; everything behind the last of them is free as well.</summary>
internal sealed class FreeRanges
{
    private readonly SortedSet<(long Size, long Offset)> _bySize = [];
    private readonly Dictionary<long, long> _endByOffset = [];
    private readonly Dictionary<long, long> _offsetByEnd = [];

    /// <summary>Where the arena ends so far.</summary>
    public long Top { get; private set; }

    /// <summary>Takes the smallest range that is large enough, or makes the arena larger.</summary>
    /// <returns>The offset.</returns>
    public long Take(long size)
    {
        if (size == 0) return 0;
        if (_bySize.Count > 0 && _bySize.Max.Size >= size)
        {
            (long found, long offset) = _bySize.GetViewBetween((size, 0), (long.MaxValue, 0)).Min;
            Remove(offset, offset + found);
            if (found > size) Insert(offset + size, offset + found);
            return offset;
        }

        long start = Top;
        if (_offsetByEnd.TryGetValue(Top, out long last))
        {
            Remove(last, Top);
            start = last;
        }

        Top = start + size;
        return start;
    }

    /// <summary>Gives a range back; it grows together with free neighbours.</summary>
    public void Return(long offset, long size)
    {
        if (size == 0) return;
        long end = offset + size;
        if (_offsetByEnd.TryGetValue(offset, out long before))
        {
            Remove(before, offset);
            offset = before;
        }

        if (_endByOffset.TryGetValue(end, out long after))
        {
            Remove(end, after);
            end = after;
        }

        Insert(offset, end);
    }

    private void Insert(long offset, long end)
    {
        _bySize.Add((end - offset, offset));
        _endByOffset.Add(offset, end);
        _offsetByEnd.Add(end, offset);
    }

    private void Remove(long offset, long end)
    {
        _bySize.Remove((end - offset, offset));
        _endByOffset.Remove(offset);
        _offsetByEnd.Remove(end);
    }
}

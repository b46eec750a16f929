namespace NnBridge;

/// <summary>Finds the blocks placed so far that are alive together with another: a tree over first uses that knows the latest last use.</summary>
internal sealed class LifetimeIndex
{
    private const long Nobody = -1;

    private readonly MemoryBlock[] _blocks;
    private readonly int[] _sorted;
    private readonly int[] _position;
    private readonly long[] _lastUse;
    private readonly int _leaves;

    public LifetimeIndex(MemoryBlock[] blocks)
    {
        _blocks = blocks;
        _sorted = MemoryPlanner.Sorted(blocks.Length, (a, b) => blocks[a].FirstUse.CompareTo(blocks[b].FirstUse));
        _position = new int[blocks.Length];
        for (int i = 0; i < _sorted.Length; i++) _position[_sorted[i]] = i;
        _leaves = 1;
        while (_leaves < blocks.Length) _leaves *= 2;
        _lastUse = new long[2 * _leaves];
    }

    /// <summary>Forgets what was placed.</summary>
    public void Clear() => Array.Fill(_lastUse, Nobody);

    public void Place(int block)
    {
        for (int node = _leaves + _position[block]; node > 0; node /= 2) _lastUse[node] = Math.Max(_lastUse[node], Key(_blocks[block].LastUse));
    }

    /// <summary>Adds every placed block that is alive at some step of <paramref name="block"/>'s life.</summary>
    public void FindPlaced(MemoryBlock block, List<int> found)
    {
        if (_sorted.Length > 0) Find(1, 0, _leaves, block, found);
    }

    /// <summary>Steps may be negative; keys are not, so that <see cref="Nobody"/> is before all of them.</summary>
    private static long Key(int lastUse) => (long)lastUse - int.MinValue;

    private void Find(int node, int first, int count, MemoryBlock block, List<int> found)
    {
        if (_lastUse[node] < Key(block.FirstUse) || first >= _sorted.Length || _blocks[_sorted[first]].FirstUse > block.LastUse) return;
        if (count == 1)
        {
            found.Add(_sorted[first]);
            return;
        }

        Find(2 * node, first, count / 2, block, found);
        Find((2 * node) + 1, first + (count / 2), count / 2, block, found);
    }
}

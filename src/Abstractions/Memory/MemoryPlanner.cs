using System.Collections.Immutable;

namespace NnBridge;

/// <summary>Places blocks with known lifetimes in one arena so that blocks alive at the same time do not overlap.</summary>
public static class MemoryPlanner
{
    /// <summary>Plans an arena. Deterministic.</summary>
    /// <param name="blocks">Sizes and lifetimes.</param>
    /// <param name="alignment">Power of two that every offset is a multiple of.</param>
    /// <exception cref="ArgumentException">A size is negative or a lifetime ends before it begins.</exception>
    public static MemoryPlan Plan(ReadOnlySpan<MemoryBlock> blocks, int alignment = 64)
    {
        if (alignment <= 0 || (alignment & (alignment - 1)) != 0)
            throw new ArgumentOutOfRangeException(nameof(alignment), alignment, "not a power of two");
        var sizes = new long[blocks.Length];
        for (int i = 0; i < blocks.Length; i++)
        {
            if (blocks[i].Size < 0 || blocks[i].LastUse < blocks[i].FirstUse)
                throw new ArgumentException($"block {i} is {blocks[i]}", nameof(blocks));
            sizes[i] = checked((blocks[i].Size + alignment - 1) / alignment * alignment);
        }

        // Largest first: big blocks get the low offsets, small ones fill the gaps between them.
        int[] order = [.. Enumerable.Range(0, sizes.Length).OrderByDescending(i => sizes[i])];
        var offsets = new long[blocks.Length];
        var placed = new List<int>(blocks.Length);
        long total = 0;
        foreach (int i in order)
        {
            long offset = 0;
            foreach (int other in placed)
            {
                if (blocks[other].LastUse < blocks[i].FirstUse || blocks[i].LastUse < blocks[other].FirstUse) continue;
                if (offset + sizes[i] <= offsets[other]) break;
                offset = Math.Max(offset, offsets[other] + sizes[other]);
            }

            offsets[i] = offset;
            total = Math.Max(total, offset + sizes[i]);
            int at = placed.FindIndex(o => offsets[o] > offset);
            placed.Insert(at < 0 ? placed.Count : at, i);
        }

        return new MemoryPlan([.. offsets], total, Peak(blocks, sizes));
    }

    private static long Peak(ReadOnlySpan<MemoryBlock> blocks, long[] sizes)
    {
        var changes = new SortedDictionary<long, long>();
        for (int i = 0; i < blocks.Length; i++)
        {
            changes[blocks[i].FirstUse] = changes.GetValueOrDefault(blocks[i].FirstUse) + sizes[i];
            changes[blocks[i].LastUse + 1L] = changes.GetValueOrDefault(blocks[i].LastUse + 1L) - sizes[i];
        }

        long live = 0, peak = 0;
        foreach (long change in changes.Values) peak = Math.Max(peak, live += change);
        return peak;
    }
}

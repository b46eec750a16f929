using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace NnBridge;

/// <summary>Places blocks with known lifetimes in one arena so that blocks alive at the same time do not overlap.</summary>
public static class MemoryPlanner
{
    /// <summary>Blocks up to which orders are tried without a sweep before: that takes no time, and a process that starts has less to compile.</summary>
    private const int Few = 256;

    /// <summary>Pairs of blocks that may be looked at in search of a smaller arena; a bound on time, reached by wide networks only.</summary>
    private const long LeastEffort = 200_000, EffortPerBlock = 100;

    /// <summary>Attempts to repair the best plan, each starting with the blocks that stick out of it.</summary>
    private const int Repairs = 64;

    /// <summary>Plans an arena. Deterministic; takes time near to proportional to the number of blocks, and a bounded time to improve on that.</summary>
    /// <param name="blocks">Sizes and lifetimes.</param>
    /// <param name="alignment">Power of two that every offset is a multiple of.</param>
    /// <exception cref="ArgumentException">A size is negative or a lifetime ends before it begins.</exception>
    public static MemoryPlan Plan(ReadOnlySpan<MemoryBlock> blocks, int alignment = 64)
    {
        if (alignment <= 0 || (alignment & (alignment - 1)) != 0)
            throw new ArgumentOutOfRangeException(nameof(alignment), alignment, "not a power of two");
        var rounded = new MemoryBlock[blocks.Length];
        for (int i = 0; i < blocks.Length; i++)
        {
            if (blocks[i].Size < 0 || blocks[i].LastUse < blocks[i].FirstUse)
                throw new ArgumentException($"block {i} is {blocks[i]}", nameof(blocks));
            rounded[i] = blocks[i] with { Size = checked((blocks[i].Size + alignment - 1) / alignment * alignment) };
        }

        (long peak, int peakStep) = Peak(rounded);
        var search = new Search(rounded, peak);
        search.Run(peakStep);
        return new MemoryPlan(ImmutableCollectionsMarshal.AsImmutableArray(search.Offsets), search.Total, peak);
    }

    /// <summary>The largest sum of sizes alive together, and a step at which it occurs.</summary>
    private static (long Bytes, int Step) Peak(MemoryBlock[] blocks)
    {
        // Each block has two changes: number 2 i is its beginning, 2 i + 1 is its end.
        int[] order = Sorted(2 * blocks.Length, (a, b) => StepOf(blocks, a).CompareTo(StepOf(blocks, b)));
        long live = 0, peak = 0, step = 0;
        for (int i = 0; i < order.Length; i++)
        {
            long size = blocks[order[i] / 2].Size;
            live += order[i] % 2 == 0 ? size : -size;
            bool isComplete = i + 1 == order.Length || StepOf(blocks, order[i + 1]) != StepOf(blocks, order[i]);
            if (isComplete && live > peak) (peak, step) = (live, StepOf(blocks, order[i]));
        }

        return (peak, (int)step);
    }

    private static long StepOf(MemoryBlock[] blocks, int change) => change % 2 == 0 ? blocks[change / 2].FirstUse : blocks[change / 2].LastUse + 1L;

    /// <summary>Numbers from 0 on in an order; equal ones stay as they are.</summary>
    /// <remarks>Not by queries over numbers: the framework has no code for those ahead, and this is among the first things that a process does.</remarks>
    internal static int[] Sorted(int count, Comparison<int> comparison)
    {
        var sorted = new int[count];
        for (int i = 0; i < sorted.Length; i++) sorted[i] = i;
        Array.Sort(sorted, (a, b) => Then(comparison(a, b), a.CompareTo(b)));
        return sorted;
    }

    private static int Then(int first, int second) => first != 0 ? first : second;

    /// <summary>Tries orders in which to place the blocks, and keeps the best result.</summary>
    private sealed class Search(MemoryBlock[] blocks, long peak)
    {
        private readonly long _most = LeastEffort + (EffortPerBlock * blocks.Length);
        private long _effort;
        private int[] _order = [];
        private LifetimeIndex? _index;

        public long[] Offsets { get; private set; } = new long[blocks.Length];

        public long Total { get; private set; } = long.MaxValue;

        private bool IsDone => Total == peak || _effort > _most;

        public void Run(int peakStep)
        {
            if (blocks.Length > Few) Sweep(Sorted(blocks.Length, (a, b) => Then(First(a, b), Larger(a, b))));
            // Big blocks get the low offsets, small ones fill the gaps between them.
            Try((a, b) => Then(Larger(a, b), First(a, b)));
            // What is alive when memory is fullest leaves no gaps; the rest fits around it, from there outwards.
            Try((a, b) => Then(Nearer(a, b, peakStep), Then(Longer(a, b), Larger(a, b))));
            Try((a, b) => Then(Nearer(a, b, peakStep), Larger(a, b)));
            Try((a, b) => ((double)blocks[b].Size * Length(blocks[b])).CompareTo((double)blocks[a].Size * Length(blocks[a])));
            Try((a, b) => Then(Longer(a, b), Larger(a, b)));
            Try((a, b) => Then(First(a, b), blocks[b].LastUse.CompareTo(blocks[a].LastUse)));
            for (int i = 0; i < Repairs && !IsDone; i++)
            {
                // Blocks that end at the top were placed too late: they go first now.
                HashSet<int> top = [.. _order.Where(b => Offsets[b] + blocks[b].Size == Total)];
                if (!Try(() => [.. _order.Where(top.Contains), .. _order.Where(b => !top.Contains(b))], orEqual: true)) break;
            }
        }

        private int First(int a, int b) => blocks[a].FirstUse.CompareTo(blocks[b].FirstUse);

        private int Larger(int a, int b) => blocks[b].Size.CompareTo(blocks[a].Size);

        private int Longer(int a, int b) => Length(blocks[b]).CompareTo(Length(blocks[a]));

        private int Nearer(int a, int b, int step) => Distance(blocks[a], step).CompareTo(Distance(blocks[b], step));

        private static int Length(MemoryBlock block) => block.LastUse - block.FirstUse;

        private static long Distance(MemoryBlock block, int step) => Math.Max(0L, Math.Max((long)block.FirstUse - step, (long)step - block.LastUse));

        /// <summary>Goes through time and gives each block the smallest range that is free then.</summary>
        private void Sweep(int[] order)
        {
            var free = new FreeRanges();
            var alive = new PriorityQueue<int, int>();
            foreach (int block in order)
            {
                while (alive.TryPeek(out int ended, out int lastUse) && lastUse < blocks[block].FirstUse)
                {
                    free.Return(Offsets[ended], blocks[ended].Size);
                    alive.Dequeue();
                }

                Offsets[block] = free.Take(blocks[block].Size);
                alive.Enqueue(block, blocks[block].LastUse);
            }

            (Total, _order) = (free.Top, order);
        }

        private void Try(Comparison<int> order) => Try(() => Sorted(blocks.Length, order));

        /// <summary>Places the blocks in this order, each at the lowest offset that is free; false when that was no better than before, or takes too long.</summary>
        private bool Try(Func<int[]> order, bool orEqual = false)
        {
            // Most plans are as small as they can be at once; then the other orders need not be made.
            if (IsDone) return false;
            int[] tried = order();
            var offsets = new long[blocks.Length];
            long total = 0;
            LifetimeIndex index = _index ??= new LifetimeIndex(blocks);
            index.Clear();
            List<int> together = [];
            foreach (int block in tried)
            {
                together.Clear();
                index.FindPlaced(blocks[block], together);
                _effort += together.Count + 1;
                if (_effort > _most) return false;
                together.Sort((a, b) => offsets[a].CompareTo(offsets[b]));
                long offset = 0;
                foreach (int other in together)
                {
                    if (offset + blocks[block].Size <= offsets[other]) break;
                    offset = Math.Max(offset, offsets[other] + blocks[other].Size);
                }

                offsets[block] = offset;
                total = Math.Max(total, offset + blocks[block].Size);
                index.Place(block);
            }

            if (total > Total || (total == Total && !orEqual)) return false;
            (Offsets, Total, _order) = (offsets, total, tried);
            return true;
        }
    }
}

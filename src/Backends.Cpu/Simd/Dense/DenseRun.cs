using NnBridge.Backends.Cpu.Simd.Threading;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Computes a product tile by tile, on one or more threads.</summary>
/// <remarks>
/// Either small weights stay in the cache while rows pass, or, when weights are large, a panel of them stays while a band of rows passes. The
/// order in which an element's products are added does not depend on threads.
/// </remarks>
internal static unsafe class DenseRun
{
    /// <summary>Half of a common second-level cache.</summary>
    private const long CacheBytes = 384 * 1024;

    /// <summary>Products below which a second thread costs more than it brings.</summary>
    private const long WorthSharing = 1_000_000;

    /// <param name="weights">Packed weights.</param>
    /// <param name="rows">Rows of activations.</param>
    /// <param name="sink">Takes the sums.</param>
    /// <param name="count">Rows.</param>
    /// <param name="rowBytes">Bytes of activations that a row adds.</param>
    /// <param name="threads">Threads that may be used.</param>
    /// <param name="packed">Weights packed in this run; null for those of <paramref name="weights"/>.</param>
    /// <param name="adds">Whether sums are added to what the sink's memory holds.</param>
    /// <param name="backwards">
    /// Whether panels are taken from the last to the first. Weights that do not quite fit the second-level cache, read again and again, are
    /// found there for the most part when directions alternate, and never when they do not.
    /// </param>
    public static void Run<TRows, TSink>(DenseWeights weights, TRows rows, TSink sink, int count, long rowBytes, int threads, byte* packed = null, bool adds = false, bool backwards = false)
        where TRows : unmanaged, IRowSource where TSink : unmanaged, ITileSink
    {
        if (count == 0 || weights.Columns == 0) return;
        long work = (long)count * weights.Groups * weights.Columns * weights.Taps * weights.Units;
        if (work < WorthSharing) threads = 1;
        bool panelsOutside = weights.GroupBytes > CacheBytes;
        int tiles = (count + weights.TileRows - 1) / weights.TileRows, panelParts = panelsOutside ? weights.Panels.Length : 1;
        long bands = panelsOutside ? (count * rowBytes / CacheBytes) + 1 : 1;
        long wanted = threads == 1 ? 1 : threads * 4L / Math.Max(1, (long)panelParts * weights.Groups);
        var job = new Job<TRows, TSink>
        {
            Packed = packed == null ? weights.Pointer : packed, Adds = adds, Backwards = backwards, Rows = rows, Sink = sink, Count = count, Tiles = tiles, PanelParts = panelParts, RowParts = (int)Math.Clamp(Math.Max(bands, wanted), 1, tiles), Threads = threads,
        };
        int parts = checked(weights.Groups * job.PanelParts * job.RowParts);
#pragma warning disable CS8500 // the reference is used only while this method runs
        job.Weights = &weights;
#pragma warning restore CS8500
        WorkerPool.Run(threads, parts, &Part<TRows, TSink>, &job);
    }

    private static void Part<TRows, TSink>(void* state, int part) where TRows : unmanaged, IRowSource where TSink : unmanaged, ITileSink
    {
        var job = (Job<TRows, TSink>*)state;
#pragma warning disable CS8500
        DenseWeights weights = *job->Weights;
#pragma warning restore CS8500
        if (job->Backwards) part = (weights.Groups * job->PanelParts * job->RowParts) - 1 - part;
        int panelPart = part % job->PanelParts, rowPart = part / job->PanelParts % job->RowParts, group = part / job->PanelParts / job->RowParts;
        int firstPanel = job->PanelParts == 1 ? 0 : panelPart, lastPanel = job->PanelParts == 1 ? weights.Panels.Length : panelPart + 1;
        int firstTile = (int)((long)job->Tiles * rowPart / job->RowParts), lastTile = (int)((long)job->Tiles * (rowPart + 1) / job->RowParts);
        byte** table = stackalloc byte*[(weights.Taps * TileJob.MaxRows) + TileJob.SpareRows];
        byte* scratch = stackalloc byte[job->Rows.ScratchBytes + 64];
        byte* spare = stackalloc byte[(2 * TileJob.SpareBytes) + 64];
        int* rowSums = stackalloc int[TileJob.MaxRows];
        var tile = new TileJob { Rows = table, RowSums = rowSums, Unpacking = weights.Tiles.Unit == TileUnit.Float24 ? Float24.Unpacking : null };
        scratch = (byte*)(((nint)scratch + 63) & -64);
        spare = (byte*)(((nint)spare + 63) & -64);
        // With one panel per part, blocks come first so that a block's weights meet all rows while they are near.
        bool blocksOutside = lastPanel - firstPanel == 1;
        byte* panelWeights = job->Packed + weights.OffsetOf(group, firstPanel);
        // Those of the part that comes next, after the parts that other threads are at.
        long? later = weights.OffsetOfPart(job->Backwards ? part - job->Threads : part + job->Threads, job->PanelParts, job->RowParts);
        for (int outer = 0; outer < (blocksOutside ? weights.Blocks.Length : 1); outer++)
        {
            long next = blocksOutside && outer < weights.Blocks.Length - 1 ? weights.BlockBytes(firstPanel, weights.Blocks[outer])
                : later is { } there ? there - (panelWeights - job->Packed) : 0;
            for (int t = firstTile; t < lastTile; t++)
            {
                int first = FirstRow(job->Count, job->Tiles, t), count = FirstRow(job->Count, job->Tiles, t + 1) - first;
                if (blocksOutside)
                {
                    Step(job, weights, &tile, scratch, spare, group, firstPanel, outer, first, count, panelWeights, next, t - firstTile, fill: true);
                    continue;
                }

                for (int b = 0; b < weights.Blocks.Length; b++)
                    for (int p = firstPanel; p < lastPanel; p++)
                        Step(job, weights, &tile, scratch, spare, group, p, b, first, count, BlockWeights(job->Packed, weights, group, p, b), next, t - firstTile, fill: p == firstPanel);
            }

            if (blocksOutside) panelWeights += weights.BlockBytes(firstPanel, weights.Blocks[outer]);
        }
    }

    private static void Step<TRows, TSink>(Job<TRows, TSink>* job, DenseWeights weights, TileJob* tile, byte* scratch, byte* spare, int group, int panel, int block,
        int firstRow, int rows, byte* blockWeights, long next, int turn, bool fill) where TRows : unmanaged, IRowSource where TSink : unmanaged, ITileSink
    {
        DenseBlock part = weights.Blocks[block];
        DensePanel columns = weights.Panels[panel];
        bool isFirst = block == 0 && !job->Adds, isLast = block == weights.Blocks.Length - 1;
        var place = new TilePlace(firstRow, rows, (group * weights.Columns) + columns.First, columns.Count,
            columns.Count != columns.Vectors * weights.Tiles.Lanes && !weights.Tiles.StoresMasked, isFirst, isLast);
        if (fill) job->Rows.Fill(tile->Rows, scratch, group, firstRow, rows, part);
        if (fill && job->Sink.NeedsRowSums) ByteSums.Add(tile->RowSums, tile->Rows, rows, part.Taps, part.Units * sizeof(uint), block == 0);
        (tile->Taps, tile->Units) = (part.Taps, part.Units);
        tile->Weights = blockWeights;
        tile->Ahead = blockWeights + weights.Ahead(panel, part, next, turn);
        tile->Mask = (1L << (columns.Count - ((columns.Vectors - 1) * weights.Tiles.Lanes))) - 1;
        tile->Start = isFirst ? weights.StartOf(group, panel) : null;
        tile->SumStride = TileJob.MaxColumns * 64;
        job->Sink.Begin(tile, spare, place);
        weights.Tiles.Run(rows, columns.Vectors, tile);
        job->Sink.End(tile, place);
    }

    private static byte* BlockWeights(byte* packed, DenseWeights weights, int group, int panel, int block)
    {
        byte* at = packed + weights.OffsetOf(group, panel);
        for (int b = 0; b < block; b++) at += weights.BlockBytes(panel, weights.Blocks[b]);
        return at;
    }

    /// <summary>Rows are dealt out evenly: a small tile at the end would waste registers.</summary>
    private static int FirstRow(int rows, int tiles, int tile) => (int)((long)rows * tile / tiles);

    private struct Job<TRows, TSink>
    {
#pragma warning disable CS8500
        public DenseWeights* Weights;
#pragma warning restore CS8500
        public byte* Packed;
        public bool Adds;
        public bool Backwards;
        public TRows Rows;
        public TSink Sink;
        public int Count;
        public int Tiles;
        public int PanelParts;
        public int RowParts;
        public int Threads;
    }
}

using NnBridge.Backends.Cpu.Simd.Threading;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Computes a product of bytes strip by strip, on one or more threads: what <see cref="DenseRun"/> does tile by tile.</summary>
internal static unsafe class StripRun
{
    /// <summary>Half of a common second-level cache.</summary>
    private const long CacheBytes = 384 * 1024;

    /// <summary>Products below which a second thread costs more than it brings.</summary>
    private const long WorthSharing = 2_000_000;

    /// <summary>Most tiles of a strip.</summary>
    private const int MaxTiles = 16;

    /// <summary>Bytes of activations that a strip should not exceed: they stay in the first-level cache while panels pass.</summary>
    private const long StripBytes = 24 * 1024;

    /// <summary>Bytes of rows that are put together, and of pointers to rows, for one strip.</summary>
    private const int MaxScratch = 48 * 1024;

    /// <param name="strips">Kernels.</param>
    /// <param name="weights">Packed weights, columns interleaved.</param>
    /// <param name="rows">Rows of activations.</param>
    /// <param name="sink">Takes results.</param>
    /// <param name="count">Rows.</param>
    /// <param name="rowBytes">Bytes of activations that a row adds.</param>
    /// <param name="threads">Threads that may be used.</param>
    public static void Run<TRows>(StripSet strips, DenseWeights weights, TRows rows, StripSink sink, int count, long rowBytes, int threads) where TRows : unmanaged, IRowSource
    {
        if (count == 0 || weights.Columns == 0) return;
        if ((long)count * weights.Groups * weights.Columns * weights.Taps * weights.Units * sizeof(uint) < WorthSharing) threads = 1;
        bool panelsOutside = weights.GroupBytes > CacheBytes;
        int tiles = (count + TileJob.CommonRows - 1) / TileJob.CommonRows, panelParts = panelsOutside ? weights.Panels.Length : 1;
        long bands = panelsOutside ? (count * rowBytes / CacheBytes) + 1 : 1;
        long wanted = threads == 1 ? 1 : threads * 4L / Math.Max(1, (long)panelParts * weights.Groups);
        long tileBytes = (long)TileJob.CommonRows * weights.Taps * weights.Units * sizeof(uint), tileScratch = rows.ScratchBytes + ((long)weights.Taps * TileJob.MaxRows * sizeof(long));
        var job = new Job<TRows>
        {
            Rows = rows, Sink = sink, Count = count, Tiles = tiles, PanelParts = panelParts, RowParts = (int)Math.Clamp(Math.Max(bands, wanted), 1, tiles), Threads = threads,
            StripTiles = (int)Math.Clamp(Math.Min(StripBytes / tileBytes, MaxScratch / tileScratch), 1, MaxTiles),
        };
#pragma warning disable CS8500 // the references are used only while this method runs
        job.Weights = &weights;
        job.Strips = &strips;
#pragma warning restore CS8500
        WorkerPool.Run(threads, checked(weights.Groups * panelParts * job.RowParts), &Part<TRows>, &job);
    }

    private static void Part<TRows>(void* state, int part) where TRows : unmanaged, IRowSource
    {
        var job = (Job<TRows>*)state;
#pragma warning disable CS8500
        DenseWeights weights = *job->Weights;
#pragma warning restore CS8500
        int panelPart = part % job->PanelParts, rowPart = part / job->PanelParts % job->RowParts, group = part / job->PanelParts / job->RowParts;
        int firstPanel = job->PanelParts == 1 ? 0 : panelPart, lastPanel = job->PanelParts == 1 ? weights.Panels.Length : panelPart + 1;
        int first = FirstRow(job, rowPart), last = FirstRow(job, rowPart + 1);
        int tileScratch = (job->Rows.ScratchBytes + 63) & -64;
        byte** table = stackalloc byte*[(job->StripTiles * weights.Taps * TileJob.MaxRows) + TileJob.SpareRows];
        byte* scratch = stackalloc byte[(job->StripTiles * tileScratch) + 64];
        scratch = (byte*)(((nint)scratch + 63) & -64);
        int begin = first;
        // Weights of the part that comes next, after those that other threads are at.
        long next = weights.OffsetOfPart(part + job->Threads, job->PanelParts, job->RowParts) is { } later ? later - weights.OffsetOf(group, firstPanel) : 0;
        while (first < last)
        {
            int tiles = Math.Min(job->StripTiles, (last - first) / TileJob.CommonRows), rows = tiles > 0 ? TileJob.CommonRows : last - first;
            if (tiles == 0) tiles = 1;
            for (int t = 0; t < tiles; t++)
                job->Rows.Fill(table + (t * weights.Taps * TileJob.MaxRows), scratch + (t * tileScratch), group, first + (t * rows), rows, weights.Blocks[0]);
            for (int p = firstPanel; p < lastPanel; p++) Strip(job, weights, table, group, p, first, tiles, rows, next, (first - begin) / TileJob.CommonRows);
            first += tiles * rows;
        }
    }

    private static void Strip<TRows>(Job<TRows>* job, DenseWeights weights, byte** table, int group, int panel, int first, int tiles, int rows, long next, int turn) where TRows : unmanaged, IRowSource
    {
        DensePanel columns = weights.Panels[panel];
        StripSink sink = job->Sink;
        byte* packed = weights.Pointer + weights.OffsetOf(group, panel);
        var strip = new StripJob
        {
            Rows = table, Tiles = tiles, Taps = weights.Taps, TapBytes = (long)weights.Units * sizeof(uint), Weights = packed, Ahead = packed + weights.Ahead(panel, weights.Blocks[0], next, turn),
            Start = weights.StartOf(group, panel), Factors = (byte*)sink.Factors + ((((long)group * weights.PaddedColumns) + columns.First) * sizeof(float)), Finish = (StripFinish*)sink.Finish,
            Output = (byte*)sink.Output + (first * sink.RowStride) + (group * weights.Columns) + columns.First, OutputStride = sink.RowStride, Mask = ulong.MaxValue >> (64 - columns.Count),
        };
#pragma warning disable CS8500
        (*job->Strips).Run(rows, columns.Vectors, &strip);
#pragma warning restore CS8500
    }

    /// <summary>Parts begin at whole tiles.</summary>
    private static int FirstRow<TRows>(Job<TRows>* job, int part) where TRows : unmanaged, IRowSource =>
        Math.Min(job->Count, (int)((long)job->Tiles * part / job->RowParts) * TileJob.CommonRows);

    private struct Job<TRows>
    {
#pragma warning disable CS8500
        public DenseWeights* Weights;
        public StripSet* Strips;
#pragma warning restore CS8500
        public TRows Rows;
        public StripSink Sink;
        public int Count;
        public int Tiles;
        public int StripTiles;
        public int PanelParts;
        public int RowParts;
        public int Threads;
    }
}

using System.Runtime.CompilerServices;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Threading;

namespace NnBridge.Backends.Cpu.Simd.Amx;

/// <summary>Computes a product with the matrix unit, on one or more threads: what <see cref="DenseRun"/> does tile by tile.</summary>
/// <remarks>
/// A band of rows is packed to tiles, then all weights pass it: two tiles of columns meet several blocks of rows in one call, so that what a call costs
/// is small beside what it computes. The order in which an element's products are added does not depend on threads.
/// </remarks>
internal static unsafe class AmxRun
{
    /// <summary>Rows from which on tiles pay: fewer are bound by reading weights.</summary>
    private const int FewestRows = 8;

    /// <summary>Elements of a group's weights from which on what is computed outweighs what packing and handing on a row costs.</summary>
    private const int FewestWeights = 4096;

    /// <summary>Packed rows of a band: they stay in the second-level cache while weights pass.</summary>
    private const long BandBytes = 256 * 1024;

    private const int MaxBandBlocks = 32;

    /// <summary>Blocks of one call: their sums stay in the first-level cache.</summary>
    private const int CallBlocks = 4;

    /// <summary>Bytes of activations times columns below which a second thread costs more than it brings.</summary>
    private const long WorthSharing = 16_000_000;

    /// <summary>Whether a product is large enough.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns per group.</param>
    /// <param name="depth">Products per element.</param>
    public static bool Suits(long rows, int columns, long depth) => rows >= FewestRows && columns >= AmxJob.TileRows && columns * depth >= FewestWeights;

    /// <param name="kernels">Kernels.</param>
    /// <param name="weights">Packed weights.</param>
    /// <param name="rows">Rows of activations.</param>
    /// <param name="sink">Takes the sums.</param>
    /// <param name="count">Rows.</param>
    /// <param name="flip">Bits to turn around in every byte of activations.</param>
    /// <param name="threads">Threads that may be used.</param>
    /// <param name="memory">Receives packed rows.</param>
    public static void Run<TRows, TSink>(AmxKernels kernels, AmxWeights weights, TRows rows, TSink sink, int count, byte flip, int threads, Scratch memory)
        where TRows : unmanaged, IRowSource where TSink : unmanaged, ITileSink
    {
        if (count == 0 || weights.Columns == 0) return;
        long depthBytes = (long)weights.Depth * kernels.Planes * AmxJob.RowBytes;
        if (count * weights.Groups * depthBytes * weights.Columns < WorthSharing) threads = 1;
        int blocks = (count + AmxJob.MaxRows - 1) / AmxJob.MaxRows, height = (count + blocks - 1) / blocks, rowTiles = height > AmxJob.TileRows ? 2 : 1;
        blocks = (count + height - 1) / height;
        int blockBytes = checked((int)(depthBytes * rowTiles * AmxJob.TileRows)), most = (int)Math.Clamp(BandBytes / blockBytes, 1, Math.Min(blocks, MaxBandBlocks));
        int bands = (blocks + most - 1) / most, wanted = threads == 1 ? 1 : threads * 4;
        int rowParts = Math.Max(bands, Math.Min(blocks, wanted / weights.Groups)), columnParts = Math.Clamp(wanted / (rowParts * weights.Groups), 1, weights.Pairs);
        int parts = checked(weights.Groups * rowParts * columnParts), bandBytes = blockBytes * ((blocks + rowParts - 1) / rowParts);
        threads = Math.Min(threads, parts);
        fixed (byte* bandMemory = memory.Rent<byte>(checked(threads * bandBytes)))
        {
            var job = new Job<TRows, TSink>
            {
                Rows = rows, Sink = sink, Count = count, Flip = flip, Blocks = blocks, Height = height, RowTiles = rowTiles, BlockBytes = blockBytes,
                RowParts = rowParts, ColumnParts = columnParts, Parts = parts, Memory = bandMemory, BandBytes = bandBytes,
            };
#pragma warning disable CS8500 // the references are used only while this method runs
            job.Weights = &weights;
            job.Kernels = &kernels;
#pragma warning restore CS8500
            WorkerPool.Run(threads, threads, &Share<TRows, TSink>, &job);
        }
    }

    /// <summary>What one thread does: it has memory of its own and takes parts until there are none.</summary>
    private static void Share<TRows, TSink>(void* state, int thread) where TRows : unmanaged, IRowSource where TSink : unmanaged, ITileSink
    {
        var job = (Job<TRows, TSink>*)state;
        byte* scratch = stackalloc byte[job->Rows.ScratchBytes + AmxJob.RowBytes];
        byte* band = job->Memory + ((nint)thread * job->BandBytes);
        for (int part = Interlocked.Increment(ref job->Taken) - 1; part < job->Parts; part = Interlocked.Increment(ref job->Taken) - 1) Part(job, part, band, scratch);
    }

    private static void Part<TRows, TSink>(Job<TRows, TSink>* job, int part, byte* band, byte* scratch) where TRows : unmanaged, IRowSource where TSink : unmanaged, ITileSink
    {
#pragma warning disable CS8500
        AmxWeights weights = *job->Weights;
#pragma warning restore CS8500
        int columnPart = part % job->ColumnParts, rowPart = part / job->ColumnParts % job->RowParts, group = part / job->ColumnParts / job->RowParts;
        int firstBlock = Bound(job->Blocks, rowPart, job->RowParts), lastBlock = Bound(job->Blocks, rowPart + 1, job->RowParts);
        int* rowSums = stackalloc int[(lastBlock - firstBlock) * job->Height];
        for (int b = firstBlock; b < lastBlock; b++)
            Pack(job, weights, band + ((nint)(b - firstBlock) * job->BlockBytes), scratch, group, b * job->Height, rowSums + ((b - firstBlock) * job->Height));
        // Behind both tiles' sums there is room for what a sink wants to add to the last one's.
        byte* sums = stackalloc byte[(3 * CallBlocks * AmxJob.MaxRows * AmxJob.RowBytes) + AmxJob.RowBytes];
        var call = new AmxJob { Sums = (byte*)(((nint)sums + AmxJob.RowBytes - 1) & -AmxJob.RowBytes), ColumnSums = CallBlocks * AmxJob.MaxRows * AmxJob.RowBytes, Depth = weights.Depth };
        call.SetRows(job->Height);
        for (int pair = Bound(weights.Pairs, columnPart, job->ColumnParts); pair < Bound(weights.Pairs, columnPart + 1, job->ColumnParts); pair++)
        {
            call.Weights = weights.At(group, pair);
            call.Start = weights.StartOf(group, pair);
            for (int b = firstBlock; b < lastBlock; b += CallBlocks)
            {
                call.Rows = band + ((nint)(b - firstBlock) * job->BlockBytes);
                call.Blocks = Math.Min(CallBlocks, lastBlock - b);
#pragma warning disable CS8500
                (*job->Kernels).Run(job->RowTiles, weights.TilesOf(pair), &call);
#pragma warning restore CS8500
                int row = b * job->Height, rows = Math.Min(job->Count - row, (int)call.Blocks * job->Height);
                for (int tile = 0; tile < weights.TilesOf(pair); tile++)
                {
                    int column = (pair * AmxWeights.Together) + (tile * AmxJob.TileRows);
                    Finish(job, &call, tile, row, rows, (group * weights.Columns) + column, weights.Columns - column, rowSums + row - (firstBlock * job->Height));
                }
            }
        }
    }

    /// <summary>Packs a block, as many rows at a time as a table has places for.</summary>
    private static void Pack<TRows, TSink>(Job<TRows, TSink>* job, AmxWeights weights, byte* block, byte* scratch, int group, int first, int* rowSums)
        where TRows : unmanaged, IRowSource where TSink : unmanaged, ITileSink
    {
#pragma warning disable CS8500
        int planes = (*job->Kernels).Planes, tapBytes = weights.Units * sizeof(uint);
#pragma warning restore CS8500
        byte** table = stackalloc byte*[(weights.Taps * TileJob.MaxRows) + TileJob.SpareRows];
        int count = Math.Min(job->Height, job->Count - first);
        for (int r = 0; r < count; r += TileJob.MaxRows)
        {
            int rows = Math.Min(TileJob.MaxRows, count - r);
            job->Rows.Fill(table, scratch, group, first + r, rows, new DenseBlock(0, weights.Taps, 0, weights.Units));
            AmxRows.Pack(table, rows, weights.Taps, tapBytes, planes, block + (r * AmxJob.RowBytes), job->RowTiles * AmxJob.TileBytes, job->Flip);
            if (job->Sink.NeedsRowSums) ByteSums.Add(rowSums + r, table, rows, weights.Taps, tapBytes, begin: true);
        }
    }

    /// <summary>Hands the sums of a tile of columns on.</summary>
    private static void Finish<TRows, TSink>(Job<TRows, TSink>* job, AmxJob* call, int tile, int row, int rows, int column, int columns, int* rowSums)
        where TRows : unmanaged, IRowSource where TSink : unmanaged, ITileSink
    {
        byte* sums = call->Sums + (tile * call->ColumnSums);
        var place = new TilePlace(row, rows, column, Math.Min(columns, AmxJob.TileRows), columns < AmxJob.TileRows, IsFirst: true, IsLast: true);
        var wanted = new TileJob { RowSums = rowSums, SumStride = AmxJob.RowBytes };
        job->Sink.Begin(&wanted, sums, place);
        if (wanted.Sums != sums || wanted.Clamps != 0 || wanted.Added != null) AmxSums.Move(sums, rows, &wanted);
        job->Sink.End(&wanted, place);
    }

    private static int Bound(int count, int part, int parts) => (int)((long)count * part / parts);

    private struct Job<TRows, TSink>
    {
#pragma warning disable CS8500
        public AmxWeights* Weights;
        public AmxKernels* Kernels;
#pragma warning restore CS8500
        public TRows Rows;
        public TSink Sink;
        public byte* Memory;
        public int BandBytes;
        public int BlockBytes;
        public int Count;
        public int Blocks;
        public int Height;
        public int RowTiles;
        public int RowParts;
        public int ColumnParts;
        public int Parts;
        public int Taken;
        public byte Flip;
    }
}

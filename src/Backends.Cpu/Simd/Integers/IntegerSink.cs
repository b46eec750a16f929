using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Turns integer sums into stored results: 8-bit integers, the accumulators themselves, or floats.</summary>
internal readonly unsafe struct IntegerSink : ITileSink
{
#pragma warning disable CS8500 // the reference is used only while a run lasts
    private readonly RequantTable* _table;
#pragma warning restore CS8500
    private readonly byte* _output;
    private readonly nint _rowStride;
    private readonly int* _weightZeroPoints;

    /// <param name="table">What makes results of 8 bits; it must outlive the sink. Points to null for results of 32 bits.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="rowStride">Elements between rows of results.</param>
    /// <param name="weightZeroPoints">Zero point of each column's weights, multiplied with the sum of a row; null when all are 0.</param>
#pragma warning disable CS8500
    public IntegerSink(RequantTable* table, byte* output, nint rowStride, int* weightZeroPoints)
#pragma warning restore CS8500
    {
        _table = table;
        _output = output;
        _rowStride = rowStride;
        _weightZeroPoints = weightZeroPoints;
    }

    public bool NeedsRowSums => _weightZeroPoints != null;

    public void Begin(TileJob* job, byte* spare, TilePlace place)
    {
        job->Clamps = 0;
        job->Sums = spare;
    }

    public void End(TileJob* job, TilePlace place)
    {
        var sums = (int*)job->Sums;
        nint stride = job->SumStride / sizeof(int), at = (place.Row * _rowStride) + place.Column;
        if (_weightZeroPoints != null) TakeOff(sums, stride, _weightZeroPoints + place.Column, job->RowSums, place.Rows, place.Columns);
        if (*_table is { } table)
        {
            table.Store(sums, stride, place.Rows, place.Column, place.Columns, _output + at, _rowStride);
            return;
        }

        for (int r = 0; r < place.Rows; r++)
            Buffer.MemoryCopy(sums + (r * stride), _output + ((at + (r * _rowStride)) * sizeof(int)), place.Columns * sizeof(int), place.Columns * sizeof(int));
    }

    /// <summary>Takes the products of rows' sums and columns' zero points off. Whole vectors: rows of sums are made of them, and a vector more of zero points can be read.</summary>
    private static void TakeOff(int* sums, nint stride, int* zeroPoints, int* rowSums, int rows, int columns)
    {
        for (nint r = 0; r < rows; r++, sums += stride)
        {
            Vector256<int> row = Vector256.Create(rowSums[r]);
            for (nint c = 0; c < columns; c += Vector256<int>.Count)
                (Vector256.Load(sums + c) - (row * Vector256.Load(zeroPoints + c))).Store(sums + c);
        }
    }
}

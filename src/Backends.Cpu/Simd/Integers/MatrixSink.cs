using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Adds what zero points contribute, known only in a run, before sums are stored.</summary>
/// <param name="results">Stores them.</param>
/// <param name="terms">Added to all sums of a column; a vector more can be read.</param>
/// <param name="zeroPoint">Zero point of the second matrix, taken off with the sum of each row.</param>
internal readonly unsafe struct MatrixSink(IntegerSink results, int* terms, int zeroPoint) : ITileSink
{
    public bool NeedsRowSums => zeroPoint != 0;

    public void Begin(TileJob* job, byte* spare, TilePlace place) => results.Begin(job, spare, place);

    public void End(TileJob* job, TilePlace place)
    {
        Add(job->Sums, job->SumStride, terms + place.Column, zeroPoint == 0 ? null : job->RowSums, zeroPoint, place.Rows, place.Columns);
        results.End(job, place);
    }

    /// <summary>Whole vectors: rows of sums are made of them, and so are terms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(byte* sums, nint stride, int* terms, int* rows, int zeroPoint, int count, int columns)
    {
        for (nint r = 0; r < count; r++, sums += stride)
        {
            Vector256<int> row = Vector256.Create(rows == null ? 0 : zeroPoint * rows[r]);
            for (nint c = 0; c < columns; c += Vector256<int>.Count)
                (Vector256.Load((int*)sums + c) + (Vector256.Load(terms + c) - row)).Store((int*)sums + c);
        }
    }
}

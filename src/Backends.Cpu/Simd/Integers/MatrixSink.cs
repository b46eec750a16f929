using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Adds what zero points contribute, known only in a run, before sums are stored.</summary>
/// <param name="results">Stores them.</param>
/// <param name="terms">Added to all sums of a column.</param>
/// <param name="zeroPoint">Zero point of the second matrix, taken off with the sum of each row.</param>
internal readonly unsafe struct MatrixSink(IntegerSink results, int* terms, int zeroPoint) : ITileSink
{
    public bool NeedsRowSums => zeroPoint != 0;

    public void Begin(TileJob* job, byte* spare, TilePlace place) => results.Begin(job, spare, place);

    public void End(TileJob* job, TilePlace place)
    {
        for (int r = 0; r < place.Rows; r++)
        {
            var sums = (int*)(job->Sums + (r * job->SumStride));
            int row = zeroPoint == 0 ? 0 : zeroPoint * job->RowSums[r];
            for (int c = 0; c < place.Columns; c++) sums[c] += terms[place.Column + c] - row;
        }

        results.End(job, place);
    }
}

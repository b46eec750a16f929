using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Stores integer sums as floats. Activations were signed bytes, made unsigned by adding 128: zero points are 128 more, too.</summary>
#pragma warning disable CS8500 // the reference is used only while a run lasts
internal readonly unsafe struct HybridSink(
    HybridRows* rows, float* output, int columns, float* scales, int* zeroPoints, int* columnSums, int rowsPerScale) : ITileSink
#pragma warning restore CS8500
{
    public bool NeedsRowSums => false;

    public void Begin(TileJob* job, byte* spare, TilePlace place)
    {
        job->Clamps = 0;
        job->Sums = spare;
    }

    public void End(TileJob* job, TilePlace place)
    {
        for (int r = 0; r < place.Rows; r++)
        {
            int row = place.Row + r, zero = zeroPoints[row / rowsPerScale] + 128;
            var sums = (int*)(job->Sums + (r * job->SumStride));
            if (zero != 0)
                for (int c = 0; c < place.Columns; c++) sums[c] -= zero * columnSums[place.Column + c];
            (*rows).Store(sums, place.Column, place.Columns, scales[row / rowsPerScale], output + ((nint)row * columns) + place.Column);
        }
    }
}

using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Stores float sums, limited or put through an activation.</summary>
internal readonly unsafe struct FloatSink(float* output, nint rowStride, Activation activation) : ITileSink
{
    private readonly FloatClamp _clamp = FloatClamp.Of(activation);

    public bool NeedsRowSums => false;

    public void Begin(TileJob* job, byte* spare, TilePlace place)
    {
        float* to = output + (place.Row * rowStride) + place.Column;
        (job->Clamps, job->Low, job->High) = (_clamp.IsNeeded && place.IsLast ? 1 : 0, _clamp.Low, _clamp.High);
        job->Sums = (byte*)to;
        job->SumStride = rowStride * sizeof(float);
        if (!place.IsPadded) return;
        job->Sums = spare;
        job->SumStride = TileJob.MaxColumns * 64;
        if (place.IsFirst) return;
        long bytes = place.Columns * sizeof(float);
        for (int r = 0; r < place.Rows; r++) Buffer.MemoryCopy(to + (r * rowStride), spare + (r * job->SumStride), bytes, bytes);
    }

    public void End(TileJob* job, TilePlace place)
    {
        float* to = output + (place.Row * rowStride) + place.Column;
        if (place.IsPadded)
        {
            long bytes = place.Columns * sizeof(float);
            for (int r = 0; r < place.Rows; r++) Buffer.MemoryCopy(job->Sums + (r * job->SumStride), to + (r * rowStride), bytes, bytes);
        }

        if (!place.IsLast || _clamp.IsComplete) return;
        for (int r = 0; r < place.Rows; r++) ElementWise.FloatActivation.Apply(activation, to + (r * rowStride), place.Columns);
    }
}

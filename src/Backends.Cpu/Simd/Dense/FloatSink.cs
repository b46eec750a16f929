using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Stores float sums, limited or put through an activation; another matrix may be added to them before.</summary>
/// <param name="output">Receives them.</param>
/// <param name="rowStride">Floats between rows.</param>
/// <param name="activation">Applied at the end.</param>
/// <param name="added">The other matrix; null for none.</param>
/// <param name="addedStride">Floats between its rows.</param>
internal readonly unsafe struct FloatSink(float* output, nint rowStride, Activation activation, float* added, nint addedStride) : ITileSink
{
    private readonly FloatClamp _clamp = FloatClamp.Of(activation);

    public FloatSink(float* output, nint rowStride, Activation activation) : this(output, rowStride, activation, null, 0) { }

    public bool NeedsRowSums => false;

    public void Begin(TileJob* job, byte* spare, TilePlace place)
    {
        float* to = output + (place.Row * rowStride) + place.Column;
        (job->Clamps, job->Low, job->High) = (_clamp.IsNeeded && place.IsLast ? 1 : 0, _clamp.Low, _clamp.High);
        job->Added = added == null || !place.IsLast ? null : (byte*)(added + (place.Row * addedStride) + place.Column);
        job->AddedStride = addedStride * sizeof(float);
        if (!place.IsPadded)
        {
            job->Sums = (byte*)to;
            job->SumStride = rowStride * sizeof(float);
            return;
        }

        job->Sums = spare;
        if (!place.IsFirst) Copy((byte*)to, rowStride * sizeof(float), spare, job->SumStride, place);
        if (job->Added == null) return;
        byte* rest = spare + (place.Rows * job->SumStride);
        Copy(job->Added, job->AddedStride, rest, job->SumStride, place);
        job->Added = rest;
        job->AddedStride = job->SumStride;
    }

    public void End(TileJob* job, TilePlace place)
    {
        float* to = output + (place.Row * rowStride) + place.Column;
        if (place.IsPadded) Copy(job->Sums, job->SumStride, (byte*)to, rowStride * sizeof(float), place);
        if (!place.IsLast || _clamp.IsComplete) return;
        for (int r = 0; r < place.Rows; r++) ElementWise.FloatActivation.Apply(activation, to + (r * rowStride), place.Columns);
    }

    private static void Copy(byte* from, nint fromStride, byte* to, nint toStride, TilePlace place)
    {
        long bytes = place.Columns * sizeof(float);
        for (int r = 0; r < place.Rows; r++) Buffer.MemoryCopy(from + (r * fromStride), to + (r * toStride), bytes, bytes);
    }
}

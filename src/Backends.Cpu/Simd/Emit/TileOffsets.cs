using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Where the members of <see cref="TileJob"/> are.</summary>
internal static unsafe class TileOffsets
{
    private static readonly TileJob s_job;

    public static int Rows { get; } = Of(job => &job->Rows);

    public static int Taps { get; } = Of(job => &job->Taps);

    public static int Units { get; } = Of(job => &job->Units);

    public static int Weights { get; } = Of(job => &job->Weights);

    public static int Start { get; } = Of(job => &job->Start);

    public static int Sums { get; } = Of(job => &job->Sums);

    public static int SumStride { get; } = Of(job => &job->SumStride);

    public static int Clamps { get; } = Of(job => &job->Clamps);

    public static int Low { get; } = Of(job => &job->Low);

    public static int High { get; } = Of(job => &job->High);

    public static int Mask { get; } = Of(job => &job->Mask);

    private delegate void* Member(TileJob* job);

    private static int Of(Member member)
    {
        fixed (TileJob* job = &s_job) return (int)((byte*)member(job) - (byte*)job);
    }
}

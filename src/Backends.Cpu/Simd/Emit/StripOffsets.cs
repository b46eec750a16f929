using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Where the members of <see cref="StripJob"/> and <see cref="StripFinish"/> are.</summary>
internal static unsafe class StripOffsets
{
    private static readonly StripJob s_job;
    private static readonly StripFinish s_finish;

    public static int Rows { get; } = Of(job => &job->Rows);

    public static int Tiles { get; } = Of(job => &job->Tiles);

    public static int Taps { get; } = Of(job => &job->Taps);

    public static int TapBytes { get; } = Of(job => &job->TapBytes);

    public static int Weights { get; } = Of(job => &job->Weights);

    public static int Start { get; } = Of(job => &job->Start);

    public static int Factors { get; } = Of(job => &job->Factors);

    public static int Finish { get; } = Of(job => &job->Finish);

    public static int Output { get; } = Of(job => &job->Output);

    public static int OutputStride { get; } = Of(job => &job->OutputStride);

    public static int Mask { get; } = Of(job => &job->Mask);

    public static int ZeroPoint { get; } = OfFinish(finish => finish->ZeroPoint);

    public static int Low { get; } = OfFinish(finish => finish->Low);

    public static int High { get; } = OfFinish(finish => finish->High);

    public static int Flip { get; } = OfFinish(finish => finish->Flip);

    public static int Sign { get; } = OfFinish(finish => finish->Sign);

    private delegate void* Member(StripJob* job);

    private delegate void* FinishMember(StripFinish* finish);

    private static int Of(Member member)
    {
        fixed (StripJob* job = &s_job) return (int)((byte*)member(job) - (byte*)job);
    }

    private static int OfFinish(FinishMember member)
    {
        fixed (StripFinish* finish = &s_finish) return (int)((byte*)member(finish) - (byte*)finish);
    }
}

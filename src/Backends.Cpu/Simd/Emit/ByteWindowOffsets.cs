using NnBridge.Backends.Cpu.Simd.Windows;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Where the members of <see cref="ByteWindowJob"/> are.</summary>
internal static unsafe class ByteWindowOffsets
{
    private static readonly ByteWindowJob s_job;

    public static int Taps { get; } = Of(job => &job->Taps);

    public static int Step { get; } = Of(job => &job->Step);

    public static int Count { get; } = Of(job => &job->Count);

    public static int Weights { get; } = Of(job => &job->Weights);

    public static int Start { get; } = Of(job => &job->Start);

    public static int Factors { get; } = Of(job => &job->Factors);

    public static int Finish { get; } = Of(job => &job->Finish);

    public static int Output { get; } = Of(job => &job->Output);

    public static int OutputStep { get; } = Of(job => &job->OutputStep);

    public static int FullBlocks { get; } = Of(job => &job->FullBlocks);

    public static int Mask { get; } = Of(job => &job->Mask);

    private delegate void* Member(ByteWindowJob* job);

    private static int Of(Member member)
    {
        fixed (ByteWindowJob* job = &s_job) return (int)((byte*)member(job) - (byte*)job);
    }
}

using NnBridge.Backends.Cpu.Simd.Windows;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Where the members of <see cref="FloatRowJob"/> are.</summary>
internal static unsafe class FloatRowOffsets
{
    public static int Rows { get; } = MemberOffset<FloatRowJob>.Of(job => &job->Rows);

    public static int Taps { get; } = MemberOffset<FloatRowJob>.Of(job => &job->Taps);

    public static int Weights { get; } = MemberOffset<FloatRowJob>.Of(job => &job->Weights);

    public static int Start { get; } = MemberOffset<FloatRowJob>.Of(job => &job->Start);

    public static int Output { get; } = MemberOffset<FloatRowJob>.Of(job => &job->Output);

    public static int OutputStep { get; } = MemberOffset<FloatRowJob>.Of(job => &job->OutputStep);

    public static int Tiles { get; } = MemberOffset<FloatRowJob>.Of(job => &job->Tiles);

    public static int Mask { get; } = MemberOffset<FloatRowJob>.Of(job => &job->Mask);

    public static int Low { get; } = MemberOffset<FloatRowJob>.Of(job => &job->Low);

    public static int High { get; } = MemberOffset<FloatRowJob>.Of(job => &job->High);
}

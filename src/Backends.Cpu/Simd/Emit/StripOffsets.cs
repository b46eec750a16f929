using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Where the members of <see cref="StripJob"/> and <see cref="StripFinish"/> are.</summary>
internal static unsafe class StripOffsets
{
    public static int Rows { get; } = MemberOffset<StripJob>.Of(job => &job->Rows);

    public static int Tiles { get; } = MemberOffset<StripJob>.Of(job => &job->Tiles);

    public static int Taps { get; } = MemberOffset<StripJob>.Of(job => &job->Taps);

    public static int TapBytes { get; } = MemberOffset<StripJob>.Of(job => &job->TapBytes);

    public static int Weights { get; } = MemberOffset<StripJob>.Of(job => &job->Weights);

    public static int Ahead { get; } = MemberOffset<StripJob>.Of(job => &job->Ahead);

    public static int Start { get; } = MemberOffset<StripJob>.Of(job => &job->Start);

    public static int Factors { get; } = MemberOffset<StripJob>.Of(job => &job->Factors);

    public static int Finish { get; } = MemberOffset<StripJob>.Of(job => &job->Finish);

    public static int Output { get; } = MemberOffset<StripJob>.Of(job => &job->Output);

    public static int OutputStride { get; } = MemberOffset<StripJob>.Of(job => &job->OutputStride);

    public static int Mask { get; } = MemberOffset<StripJob>.Of(job => &job->Mask);

    public static int ZeroPoint { get; } = MemberOffset<StripFinish>.Of(finish => finish->ZeroPoint);

    public static int Low { get; } = MemberOffset<StripFinish>.Of(finish => finish->Low);

    public static int High { get; } = MemberOffset<StripFinish>.Of(finish => finish->High);

    public static int Flip { get; } = MemberOffset<StripFinish>.Of(finish => finish->Flip);

    public static int Sign { get; } = MemberOffset<StripFinish>.Of(finish => finish->Sign);
}

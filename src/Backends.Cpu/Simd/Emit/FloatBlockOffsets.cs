using NnBridge.Backends.Cpu.Simd.Windows;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Where the members of <see cref="FloatBlockJob"/> are.</summary>
internal static unsafe class FloatBlockOffsets
{
    public static int Elements { get; } = MemberOffset<FloatBlockJob>.Of(job => &job->Elements);

    public static int Offset { get; } = MemberOffset<FloatBlockJob>.Of(job => &job->Offset);

    public static int Weights { get; } = MemberOffset<FloatBlockJob>.Of(job => &job->Weights);

    public static int Output { get; } = MemberOffset<FloatBlockJob>.Of(job => &job->Output);

    public static int OutputStep { get; } = MemberOffset<FloatBlockJob>.Of(job => &job->OutputStep);

    public static int OutputRow { get; } = MemberOffset<FloatBlockJob>.Of(job => &job->OutputRow);

    public static int Vectors { get; } = MemberOffset<FloatBlockJob>.Of(job => &job->Vectors);

    public static int Low { get; } = MemberOffset<FloatBlockJob>.Of(job => &job->Low);

    public static int High { get; } = MemberOffset<FloatBlockJob>.Of(job => &job->High);
}

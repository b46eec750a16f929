using NnBridge.Backends.Cpu.Simd.Windows;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Where the members of <see cref="ByteWindowJob"/> are.</summary>
internal static unsafe class ByteWindowOffsets
{
    public static int Taps { get; } = MemberOffset<ByteWindowJob>.Of(job => &job->Taps);

    public static int Step { get; } = MemberOffset<ByteWindowJob>.Of(job => &job->Step);

    public static int Count { get; } = MemberOffset<ByteWindowJob>.Of(job => &job->Count);

    public static int Weights { get; } = MemberOffset<ByteWindowJob>.Of(job => &job->Weights);

    public static int Start { get; } = MemberOffset<ByteWindowJob>.Of(job => &job->Start);

    public static int Factors { get; } = MemberOffset<ByteWindowJob>.Of(job => &job->Factors);

    public static int Finish { get; } = MemberOffset<ByteWindowJob>.Of(job => &job->Finish);

    public static int Output { get; } = MemberOffset<ByteWindowJob>.Of(job => &job->Output);

    public static int OutputStep { get; } = MemberOffset<ByteWindowJob>.Of(job => &job->OutputStep);

    public static int FullBlocks { get; } = MemberOffset<ByteWindowJob>.Of(job => &job->FullBlocks);

    public static int Mask { get; } = MemberOffset<ByteWindowJob>.Of(job => &job->Mask);
}

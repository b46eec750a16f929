using NnBridge.Backends.Cpu.Simd.Amx;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Where the members of <see cref="AmxJob"/> are.</summary>
internal static unsafe class AmxOffsets
{
    public static int Configuration { get; } = MemberOffset<AmxJob>.Of(job => job->Configuration);

    public static int Rows { get; } = MemberOffset<AmxJob>.Of(job => &job->Rows);

    public static int Weights { get; } = MemberOffset<AmxJob>.Of(job => &job->Weights);

    public static int Start { get; } = MemberOffset<AmxJob>.Of(job => &job->Start);

    public static int Sums { get; } = MemberOffset<AmxJob>.Of(job => &job->Sums);

    public static int ColumnSums { get; } = MemberOffset<AmxJob>.Of(job => &job->ColumnSums);

    public static int Blocks { get; } = MemberOffset<AmxJob>.Of(job => &job->Blocks);

    public static int BlockSums { get; } = MemberOffset<AmxJob>.Of(job => &job->BlockSums);

    public static int Depth { get; } = MemberOffset<AmxJob>.Of(job => &job->Depth);
}

using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Where the members of <see cref="TileJob"/> are.</summary>
internal static unsafe class TileOffsets
{
    public static int Rows { get; } = MemberOffset<TileJob>.Of(job => &job->Rows);

    public static int Taps { get; } = MemberOffset<TileJob>.Of(job => &job->Taps);

    public static int Units { get; } = MemberOffset<TileJob>.Of(job => &job->Units);

    public static int Weights { get; } = MemberOffset<TileJob>.Of(job => &job->Weights);

    public static int Ahead { get; } = MemberOffset<TileJob>.Of(job => &job->Ahead);

    public static int Unpacking { get; } = MemberOffset<TileJob>.Of(job => &job->Unpacking);

    public static int Start { get; } = MemberOffset<TileJob>.Of(job => &job->Start);

    public static int Sums { get; } = MemberOffset<TileJob>.Of(job => &job->Sums);

    public static int SumStride { get; } = MemberOffset<TileJob>.Of(job => &job->SumStride);

    public static int Added { get; } = MemberOffset<TileJob>.Of(job => &job->Added);

    public static int AddedStride { get; } = MemberOffset<TileJob>.Of(job => &job->AddedStride);

    public static int Clamps { get; } = MemberOffset<TileJob>.Of(job => &job->Clamps);

    public static int Low { get; } = MemberOffset<TileJob>.Of(job => &job->Low);

    public static int High { get; } = MemberOffset<TileJob>.Of(job => &job->High);

    public static int Mask { get; } = MemberOffset<TileJob>.Of(job => &job->Mask);
}

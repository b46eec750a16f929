using System.Collections.Immutable;

namespace NnBridge.Bench.Tiers;

/// <summary>What a process may use of its processor. Vector widths are settled when a process starts, so each tier takes one of its own.</summary>
/// <param name="Name">For tables and the command line.</param>
/// <param name="Environment">Variables of the .NET runtime that take instructions away.</param>
/// <param name="MayEmit">Whether machine code may be written at run time.</param>
internal sealed record Tier(string Name, ImmutableDictionary<string, string> Environment, bool MayEmit = true)
{
    /// <summary>From everything to nothing.</summary>
    public static ImmutableArray<Tier> All { get; } =
    [
        new("all", ImmutableDictionary<string, string>.Empty),
        new("no-emitted-code", ImmutableDictionary<string, string>.Empty, MayEmit: false),
        new("avx2", Without("DOTNET_EnableAVX512")),
        new("no-avx2", Without("DOTNET_EnableAVX2")),
        new("no-intrinsics", Without("DOTNET_EnableHWIntrinsic")),
    ];

    private static ImmutableDictionary<string, string> Without(string variable) => ImmutableDictionary<string, string>.Empty.Add(variable, "0");
}

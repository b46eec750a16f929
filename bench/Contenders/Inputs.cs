using System.Collections.Immutable;
using NnBridge.Bench.Models;
using NnBridge.Cli.Npy;
using NnBridge.Runtime;

namespace NnBridge.Bench.Contenders;

/// <summary>What a model is run with.</summary>
internal static class Inputs
{
    /// <summary>A tensor for each input: the file that is named for it, or random numbers that are always the same.</summary>
    public static ImmutableArray<Tensor> For(IEnumerable<Port> ports, IReadOnlyDictionary<string, string> files, IReadOnlyDictionary<string, Shape> shapes) =>
        [.. ports.Select(p => files.TryGetValue(p.Name, out string? file) ? NpyFile.Read(file) : RandomInput.For(p, shapes))];
}

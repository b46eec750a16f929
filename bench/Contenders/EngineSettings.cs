using System.Collections.Immutable;
using NnBridge.Runtime;

namespace NnBridge.Bench.Contenders;

/// <summary>What all models of a comparison have in common.</summary>
/// <param name="Threads">Threads of one run.</param>
/// <param name="Precision">How exactly NnBridge computes float products.</param>
/// <param name="Backends">NnBridge's backends, best first, separated by commas; null for all.</param>
/// <param name="CacheFolder">Where ONNX Runtime and the models are kept.</param>
internal sealed record EngineSettings(int Threads, Precision Precision, string? Backends, string CacheFolder)
{
    /// <summary>What models are made and tested with.</summary>
    public static readonly EngineSettings OneThread = new(1, Precision.High, null, DefaultCache);

    /// <summary>Shapes of inputs whose data is random, by name; without one, dimensions that a model leaves open are 1.</summary>
    public ImmutableDictionary<string, Shape> Shapes { get; init; } = ImmutableDictionary<string, Shape>.Empty;

    /// <summary>The folder that keeps what was fetched and made, unless a person names another.</summary>
    public static string DefaultCache => Cli.Npm.NpmPackage.DefaultCache;

    /// <summary>How NnBridge compiles.</summary>
    public CompileOptions CompileOptions() => new() { Threads = Threads, Precision = Precision, Backends = Cli.Commands.CommonOptions.BackendList(Backends) };
}

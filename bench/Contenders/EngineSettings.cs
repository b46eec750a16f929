using NnBridge.Runtime;

namespace NnBridge.Bench.Contenders;

/// <summary>What all models of a comparison have in common.</summary>
/// <param name="Threads">Threads of one run.</param>
/// <param name="Precision">How exactly NnBridge computes float products.</param>
/// <param name="Backends">NnBridge's backends, best first, separated by commas; null for all.</param>
/// <param name="CacheFolder">Where ONNX Runtime and the models are kept.</param>
internal sealed record EngineSettings(int Threads, Precision Precision, string? Backends, string CacheFolder)
{
    /// <summary>The folder that keeps what was fetched and made, unless a person names another.</summary>
    public static string DefaultCache => Cli.Npm.NpmPackage.DefaultCache;

    /// <summary>How NnBridge compiles.</summary>
    public CompileOptions CompileOptions() => new() { Threads = Threads, Precision = Precision, Backends = Cli.Commands.CommonOptions.BackendList(Backends) };
}

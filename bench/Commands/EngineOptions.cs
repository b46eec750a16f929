using System.Collections.Immutable;
using System.CommandLine;
using NnBridge.Bench.Contenders;
using NnBridge.Cli.Commands;

namespace NnBridge.Bench.Commands;

/// <summary>Options that say how engines are set up; several commands share them.</summary>
internal sealed class EngineOptions
{
    private readonly Option<int> _threads = new("--threads") { Description = "Threads of one run", DefaultValueFactory = _ => 1 };
    private readonly Option<Precision> _precision = CommonOptions.Precision();
    private readonly Option<string?> _backend = CommonOptions.Backend();
    private readonly Option<string> _cache = new("--cache")
    {
        Description = "Folder that keeps ONNX Runtime's library and the models that are made",
        DefaultValueFactory = _ => EngineSettings.DefaultCache,
    };

    private readonly Option<string[]> _shapes = CommonOptions.ShapeOption();

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _threads, _precision, _backend, _cache, _shapes }) command.Options.Add(option);
    }

    /// <exception cref="UsageException">There is no such number of threads.</exception>
    public EngineSettings Read(ParseResult parsed)
    {
        int threads = parsed.GetValue(_threads);
        if (threads < 1) throw new UsageException($"--threads {threads}: expected at least 1");
        return new EngineSettings(threads, parsed.GetValue(_precision), parsed.GetValue(_backend), parsed.GetValue(_cache)!)
        {
            Shapes = parsed.GetValue(_shapes)!.Select(CommonOptions.ParseShape).ToImmutableDictionary(),
        };
    }

    /// <summary>The same options for another process.</summary>
    public static IEnumerable<string> ToArguments(EngineSettings settings)
    {
        string[] arguments = ["--threads", $"{settings.Threads}", "--precision", settings.Precision.ToString(), "--cache", settings.CacheFolder];
        IEnumerable<string> shapes = settings.Shapes.SelectMany(s => new[] { "--shape", $"{s.Key}={string.Join('x', s.Value.ToArray())}" });
        return settings.Backends is null ? arguments.Concat(shapes) : [.. arguments, "--backend", settings.Backends, .. shapes];
    }
}

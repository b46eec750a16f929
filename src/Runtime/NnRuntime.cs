using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NnBridge.Runtime.Compilation;
using NnBridge.Runtime.Partitioning;
using NnBridge.Runtime.Passes;
using NnBridge.Runtime.Plugins;

namespace NnBridge.Runtime;

/// <summary>Reads models, and compiles them for the backends it has. Thread-safe.</summary>
/// <example>
/// <code>
/// using var runtime = NnRuntime.Create(new NnRuntimeOptions().AddParser(new TfLiteParser()).AddBackend(new ReferenceBackendFactory()));
/// using CompiledProgram program = runtime.Compile(runtime.Load("keyword.tflite"));
/// using Session session = program.CreateSession();
/// features.CopyTo(session.Input&lt;float&gt;(0));
/// session.Run();
/// ReadOnlySpan&lt;float&gt; scores = session.Output&lt;float&gt;(0);
/// </code>
/// </example>
public sealed class NnRuntime : IDisposable
{
    private const int HeadBytes = 64;

    private readonly ImmutableArray<IModelParser> _parsers;
    private readonly ImmutableArray<ICustomOperator> _customOperators;
    private readonly BackendCatalog _catalog;
    private readonly ILogger _logger;
    private bool _disposed;

    private NnRuntime(NnRuntimeOptions options)
    {
        _parsers = [.. options.Parsers];
        _customOperators = [.. options.CustomOperators];
        _logger = options.LoggerFactory.CreateLogger("NnBridge");
        _catalog = new BackendCatalog(options.Backends, options.PluginFolders, _logger);
    }

    /// <summary>The backends that can be used, by priority.</summary>
    public ImmutableArray<BackendInfo> Backends => [.. _catalog.Backends.Select(b => b.Info)];

    /// <summary>Built-in factories that offered no device, and why.</summary>
    public ImmutableArray<Refusal> Unavailable => _catalog.Unavailable;

    /// <summary>What became of each plugin folder.</summary>
    public ImmutableArray<PluginStatus> Plugins => _catalog.Plugins;

    /// <summary>The operators that each parser knows of, mapped or not, by format.</summary>
    public ImmutableDictionary<string, ImmutableArray<FormatOperator>> FormatOperators => _parsers.ToImmutableDictionary(p => p.Format, p => p.Operators);

    /// <summary>A backend itself, for tools that test backends; networks run with <see cref="Compile"/>.</summary>
    /// <remarks>The runtime owns it and closes it. What a plugin throws comes through as it is.</remarks>
    /// <exception cref="ArgumentException">There is no such backend; lists what is.</exception>
    public IBackend GetBackend(string id) => _catalog.Select([id])[0].Backend;

    /// <summary>Opens the backends and loads the plugins. A plugin that cannot be loaded is refused, with the reason in <see cref="Plugins"/>.</summary>
    /// <exception cref="ArgumentException">Two built-in backends have one id.</exception>
    public static NnRuntime Create(NnRuntimeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new NnRuntime(options);
    }

    /// <summary>Reads a model file.</summary>
    /// <exception cref="InvalidModelException">No parser knows the format, or the bytes are malformed.</exception>
    /// <exception cref="UnsupportedOperatorException">Operators the parser cannot map; lists all of them.</exception>
    /// <exception cref="InvalidNetworkException">The graph is inconsistent.</exception>
    public Network Load(string path, ParseOptions? options = null) => Load(Open(path), options);

    /// <inheritdoc cref="Load(string, ParseOptions?)"/>
    public Network Load(ModelSource source, ParseOptions? options = null)
    {
        options ??= new ParseOptions();
        IModelParser parser = ParserOf(source);
        return parser.Parse(source, options with { CustomOperators = options.CustomOperators.AddRange(_customOperators) });
    }

    /// <summary>Facts about a model file, also about one that <see cref="Load(string, ParseOptions?)"/> refuses for its operators.</summary>
    /// <exception cref="InvalidModelException">No parser knows the format, or the bytes are malformed.</exception>
    public ModelSummary Summarize(string path)
    {
        ModelSource source = Open(path);
        return ParserOf(source).Summarize(source);
    }

    /// <summary>Optimises a network, cuts it across backends and has them compile their parts.</summary>
    /// <exception cref="ArgumentException">The options name a backend, node, input or output that does not exist.</exception>
    /// <exception cref="UnsupportedOperatorException">Nodes that no backend runs; lists all of them.</exception>
    public CompiledProgram Compile(Network network, CompileOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ObjectDisposedException.ThrowIf(_disposed, this);
        options ??= new CompileOptions();
        ImmutableArray<OpenBackend> backends = _catalog.Select(options.Backends);
        var evaluator = new BackendEvaluator(_catalog.Backends);
        PassPipeline Passes(Network specialised) => PassPipeline.For(specialised, evaluator, options.Optimize, _logger);
        var compiler = new GraphCompiler(backends, new GreedyPartitioner(), options, _logger);
        return new CompiledProgram(network, options, compiler, Passes, _logger, cancellation);
    }

    /// <summary>Computes what does not depend on inputs and drops what nobody needs: for networks that are written to a file.</summary>
    /// <remarks>Weights stay integers where the network dequantizes them. Other nodes remain as the model states them.</remarks>
    public Network FoldConstants(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return PassPipeline.ForFile(network, new BackendEvaluator(_catalog.Backends), _logger).Run(network, null);
    }

    /// <summary>Closes the backends and unloads the plugins. Sessions and programs must have been disposed.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _catalog.Dispose();
    }

    private static ModelSource Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new FileNotFoundException($"{path}: no such file", path);
        if (new FileInfo(path).Length > Array.MaxLength)
            throw new InvalidModelException($"{path}: has {new FileInfo(path).Length} bytes, at most {Array.MaxLength} can be read");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return new ModelSource(Path.GetFileName(path), WholeFile.Read(path), relative => Companion(folder, relative));
    }

    private static ReadOnlyMemory<byte> Companion(string folder, string relative)
    {
        string full = Path.GetFullPath(Path.Combine(folder, relative));
        if (Path.IsPathRooted(relative) || !full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new InvalidModelException($"the model refers to '{relative}', which is outside of its folder");
        return File.Exists(full) ? WholeFile.Read(full) : throw new InvalidModelException($"the model refers to '{relative}', which is not beside it");
    }

    private IModelParser ParserOf(ModelSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        ReadOnlySpan<byte> head = source.Bytes.Span[..Math.Min(HeadBytes, source.Bytes.Length)];
        foreach (IModelParser parser in _parsers)
            if (parser.Recognizes(head, source.Name)) return parser;
        string formats = _parsers.IsEmpty ? "no parser was added" : $"known formats: {string.Join(", ", _parsers.Select(p => p.Format))}";
        throw new InvalidModelException($"{source.Name}: the format is not recognised; {formats}");
    }
}

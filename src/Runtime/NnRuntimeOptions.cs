using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace NnBridge.Runtime;

/// <summary>What a runtime is made of.</summary>
public sealed class NnRuntimeOptions
{
    internal List<IModelParser> Parsers { get; } = [];

    internal List<IBackendFactory> Backends { get; } = [];

    internal List<string> PluginFolders { get; } = [];

    internal List<ICustomOperator> CustomOperators { get; } = [];

    /// <summary>Receives what the runtime has to say; by default nobody.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Options from <c>NNBRIDGE_PLUGINS</c>: folders with plugins, separated like <c>PATH</c>. The only place that reads the environment.</summary>
    [RequiresUnreferencedCode("Plugins are loaded by name at run time; trimmed and ahead-of-time compiled programs use AddBackend.")]
    public static NnRuntimeOptions FromEnvironment()
    {
        var options = new NnRuntimeOptions();
#pragma warning disable RS0030 // the one place
        string folders = Environment.GetEnvironmentVariable("NNBRIDGE_PLUGINS") ?? "";
#pragma warning restore RS0030
        foreach (string folder in folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)) options.AddPluginFolder(folder);
        return options;
    }

    /// <summary>Adds a model format.</summary>
    public NnRuntimeOptions AddParser(IModelParser parser)
    {
        ArgumentNullException.ThrowIfNull(parser);
        Parsers.Add(parser);
        return this;
    }

    /// <summary>Adds the devices of a backend that is part of the program.</summary>
    public NnRuntimeOptions AddBackend(IBackendFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        Backends.Add(factory);
        return this;
    }

    /// <summary>Loads the plugins below a folder: each subfolder that has a manifest, or the folder itself. Nothing outside is loaded.</summary>
    [RequiresUnreferencedCode("Plugins are loaded by name at run time; trimmed and ahead-of-time compiled programs use AddBackend.")]
    public NnRuntimeOptions AddPluginFolder(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        PluginFolders.Add(path);
        return this;
    }

    /// <summary>Adds an operator of the app, for custom nodes of models.</summary>
    public NnRuntimeOptions AddCustomOperator(ICustomOperator customOperator)
    {
        ArgumentNullException.ThrowIfNull(customOperator);
        CustomOperators.Add(customOperator);
        return this;
    }
}

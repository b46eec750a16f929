using NnBridge.Backends.Cpu;
using NnBridge.Parsers.Onnx;
using NnBridge.Parsers.Onnx.Ml;
using NnBridge.Parsers.TfLite;
using NnBridge.Runtime;

namespace NnBridge.Cli;

/// <summary>Puts the parts together: the one place of this program that knows every parser and backend.</summary>
internal static class CliHost
{
    /// <summary>Id under which a runtime lists operators that an app brings along; this program brings none.</summary>
    public const string AppOperators = "app";

    /// <param name="pluginFolder">Folder with plugin folders in it; null for none.</param>
    /// <param name="mayEmit">Whether machine code may be written at run time.</param>
    public static NnRuntime CreateRuntime(string? pluginFolder = null, bool mayEmit = true)
    {
        NnRuntimeOptions options = NnRuntimeOptions.FromEnvironment()
            .AddParser(new TfLiteParser())
            .AddParser(new OnnxParser { Modules = [new OnnxMlOperators()] })
            .AddBackend(new CpuBackendFactory { AllowsEmittedCode = mayEmit });
        if (pluginFolder is not null) options.AddPluginFolder(pluginFolder);
        return NnRuntime.Create(options);
    }
}

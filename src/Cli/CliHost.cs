using NnBridge.Backends.Cpu;
using NnBridge.Parsers.Onnx;
using NnBridge.Parsers.TfLite;
using NnBridge.Runtime;

namespace NnBridge.Cli;

/// <summary>Puts the parts together: the one place of this program that knows every parser and backend.</summary>
internal static class CliHost
{
    public static NnRuntime CreateRuntime(string? pluginFolder = null)
    {
        NnRuntimeOptions options = NnRuntimeOptions.FromEnvironment()
            .AddParser(new TfLiteParser())
            .AddParser(new OnnxParser())
            .AddBackend(new CpuBackendFactory());
        if (pluginFolder is not null) options.AddPluginFolder(pluginFolder);
        return NnRuntime.Create(options);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace NnBridge.Runtime.Plugins;

/// <summary>Loads a plugin's assemblies and native libraries from its own folder; only the contracts are the host's.</summary>
[RequiresUnreferencedCode("Plugins are loaded by name at run time.")]
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver _resolver;
    private readonly string _folder;
    private readonly ConcurrentBag<nint> _natives = [];

    public PluginLoadContext(string mainAssembly) : base(Path.GetFileNameWithoutExtension(mainAssembly), isCollectible: true)
    {
        _resolver = new AssemblyDependencyResolver(mainAssembly);
        _folder = Path.GetDirectoryName(mainAssembly)!;
    }

    /// <summary>Libraries to free once nothing of the plugin is alive any more: unloading leaves them mapped.</summary>
    public IReadOnlyCollection<nint> Natives => _natives;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        Assembly contracts = typeof(IBackend).Assembly;
        if (assemblyName.Name == contracts.GetName().Name) return contracts;
        if (_resolver.ResolveAssemblyToPath(assemblyName) is { } path) return LoadFromAssemblyPath(path);
        string neighbour = Path.Combine(_folder, $"{assemblyName.Name}.dll");
        return File.Exists(neighbour) ? LoadFromAssemblyPath(neighbour) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        foreach (string path in Candidates(unmanagedDllName))
        {
            if (!File.Exists(path)) continue;
            nint library = LoadUnmanagedDllFromPath(path);
            _natives.Add(library);
            return library;
        }

        return 0;
    }

    /// <summary>Files copied beside a plugin are not in its dependency list, so the usual places are tried too.</summary>
    private IEnumerable<string> Candidates(string name)
    {
        if (_resolver.ResolveUnmanagedDllToPath(name) is { } resolved) yield return resolved;
        string file = OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
        foreach (string folder in new[] { Path.Combine(_folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"), _folder })
        {
            yield return Path.Combine(folder, name);
            yield return Path.Combine(folder, file);
        }
    }
}

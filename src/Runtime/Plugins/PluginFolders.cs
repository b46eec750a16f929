using System.Collections.Immutable;

namespace NnBridge.Runtime.Plugins;

/// <summary>Goes through plugin folders, loads what can be loaded, and records what became of each.</summary>
internal static class PluginFolders
{
    /// <summary>The folders that hold a manifest: the one given, or its subfolders.</summary>
    public static IEnumerable<string> Find(string folder)
    {
        if (!Directory.Exists(folder)) return [];
        return File.Exists(Path.Combine(folder, PluginManifest.FileName))
            ? [folder]
            : Directory.EnumerateDirectories(folder).Where(d => File.Exists(Path.Combine(d, PluginManifest.FileName))).Order(StringComparer.Ordinal);
    }

    /// <summary>Loads one plugin and opens its devices.</summary>
    /// <param name="host">Loads code.</param>
    /// <param name="folder">The plugin's folder.</param>
    /// <param name="taken">Ids of plugins and backends that exist already.</param>
    /// <param name="backends">Receives the backends.</param>
    /// <returns>What became of it, and the handle when it was loaded.</returns>
    public static (PluginStatus Status, PluginHandle? Handle) Load(IPluginHost host, string folder, IReadOnlySet<string> taken, List<OpenBackend> backends)
    {
        string id = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), version = "";
        PluginHandle? handle = null;
        var opened = new List<OpenBackend>();
        try
        {
            PluginManifest manifest = ManifestReader.Read(folder);
            (id, version) = (manifest.Id, manifest.Version);
            if (taken.Contains($"plugin {id}")) throw new PluginRefusedException($"another plugin has the id '{id}'");
            handle = host.Load(manifest, ManifestReader.AssemblyPath(manifest, folder));
            Open(manifest, handle.Factory, taken, opened);
            backends.AddRange(opened);
            return (new PluginStatus(id, folder, version, true, null), handle);
        }
        catch (Exception e) when (e is PluginRefusedException or NnBridgeException or IOException or UnauthorizedAccessException)
        {
            foreach (OpenBackend backend in opened) backend.Dispose();
            opened.Clear();
            handle?.Unload();
            return (new PluginStatus(id, folder, version, false, e.Message), null);
        }
    }

    private static void Open(PluginManifest manifest, IBackendFactory factory, IReadOnlySet<string> taken, List<OpenBackend> opened)
    {
        (ImmutableArray<BackendInfo> devices, string? reason) = PluginGuard.Call(manifest.Id, () =>
        {
            ImmutableArray<BackendInfo> found = factory.Probe(out string? why);
            return (found, why);
        });
        if (devices.IsDefaultOrEmpty) throw new PluginRefusedException(reason ?? "it offers no device and gives no reason");
        foreach (BackendInfo device in devices)
        {
            // A second copy of a backend, in another version perhaps, is told apart by its plugin.
            string id = taken.Contains(device.Id) ? $"{manifest.Id}/{device.Id}" : device.Id;
            if (taken.Contains(id) || opened.Exists(b => b.Info.Id == id))
                throw new PluginRefusedException($"another backend has the id '{id}'");
            IBackend backend = PluginGuard.Call(manifest.Id, () => factory.Open(device));
            opened.Add(new OpenBackend(backend, device with { Id = id, Priority = device.Priority + manifest.Priority }));
        }
    }
}

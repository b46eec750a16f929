using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace NnBridge.Runtime.Plugins;

/// <summary>The backends of a runtime: built in, loaded from plugin folders, and the app's own operators.</summary>
internal sealed class BackendCatalog : IDisposable
{
    private ImmutableArray<OpenBackend> _backends;
    private readonly List<PluginHandle> _plugins = [];

    public BackendCatalog(IEnumerable<IBackendFactory> factories, IEnumerable<string> pluginFolders, ILogger logger)
    {
        var backends = new List<OpenBackend> { new(new AppBackend(), AppBackend.Description) };
        var unavailable = ImmutableArray.CreateBuilder<Refusal>();
        foreach (IBackendFactory factory in factories)
        {
            string name = factory.GetType().FullName!;
            ImmutableArray<BackendInfo> devices = factory.Probe(out string? reason);
            if (devices.IsDefaultOrEmpty) unavailable.Add(new Refusal(name, reason ?? "offers no device and gives no reason"));
            else foreach (BackendInfo device in devices) Add(backends, factory, device, 0);
        }

        Unavailable = unavailable.ToImmutable();
        Plugins = LoadPlugins(pluginFolders, backends, logger);
        foreach (OpenBackend backend in backends) Log.Opened(logger, backend.Info.Id, backend.Info.Device);
        _backends = ByPriority(backends);
    }

    /// <summary>By priority.</summary>
    public ImmutableArray<OpenBackend> Backends => _backends;

    public ImmutableArray<Refusal> Unavailable { get; }

    public ImmutableArray<PluginStatus> Plugins { get; }

    /// <summary>The backends a caller asks for, in that order; all by priority when none is named. The app's operators always take part.</summary>
    /// <exception cref="ArgumentException">An id is not there; lists what is.</exception>
    public ImmutableArray<OpenBackend> Select(ValueList<string> ids)
    {
        if (ids.Count == 0) return _backends;
        var selected = ImmutableArray.CreateBuilder<OpenBackend>();
        foreach (string id in ids)
            selected.Add(_backends.FirstOrDefault(b => b.Info.Id == id) ?? throw new ArgumentException(Missing(id), nameof(ids)));
        OpenBackend app = _backends.First(b => b.Info.Id == AppBackend.Id);
        if (!selected.Contains(app)) selected.Add(app);
        return selected.ToImmutable();
    }

    public void Dispose()
    {
        foreach (OpenBackend backend in _backends) backend.Dispose();
        // Nothing of a plugin may be referred to when it is unloaded.
        _backends = [];
        foreach (PluginHandle plugin in _plugins) plugin.Unload();
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only runs for folders that AddPluginFolder named, which is marked.")]
    private ImmutableArray<PluginStatus> LoadPlugins(IEnumerable<string> folders, List<OpenBackend> backends, ILogger logger)
    {
        var statuses = ImmutableArray.CreateBuilder<PluginStatus>();
        foreach (string folder in folders.SelectMany(PluginFolders.Find))
        {
            var taken = new HashSet<string>([.. backends.Select(b => b.Info.Id), .. statuses.Where(s => s.IsLoaded).Select(s => $"plugin {s.Id}")]);
            (PluginStatus status, PluginHandle? handle) = PluginFolders.Load(new PluginHost(), folder, taken, backends);
            statuses.Add(status);
            if (handle is not null) _plugins.Add(handle);
            if (!status.IsLoaded) Log.Refused(logger, status.Id, status.Reason!);
        }

        return statuses.ToImmutable();
    }

    /// <summary>The highest first; of the same priority in the order in which they were added.</summary>
    private static ImmutableArray<OpenBackend> ByPriority(List<OpenBackend> backends)
    {
        var sorted = ImmutableArray.CreateBuilder<OpenBackend>(backends.Count);
        foreach (OpenBackend backend in backends)
        {
            int at = sorted.Count;
            while (at > 0 && sorted[at - 1].Info.Priority < backend.Info.Priority) at--;
            sorted.Insert(at, backend);
        }

        return sorted.MoveToImmutable();
    }

    private static void Add(List<OpenBackend> backends, IBackendFactory factory, BackendInfo device, int priority)
    {
        if (backends.Exists(b => b.Info.Id == device.Id)) throw new ArgumentException($"two backends have the id '{device.Id}'");
        backends.Add(new OpenBackend(factory.Open(device), device with { Priority = device.Priority + priority }));
    }

    private string Missing(string id)
    {
        IEnumerable<string> refused = Plugins.Where(p => !p.IsLoaded).Select(p => $"{p.Id} was refused: {p.Reason}")
            .Concat(Unavailable.Select(u => $"{u.Backend} is unavailable: {u.Reason}"));
        return $"there is no backend '{id}'; there are: {string.Join("; ", _backends.Select(b => b.Info.Id).Concat(refused))}";
    }
}

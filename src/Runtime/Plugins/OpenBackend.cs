namespace NnBridge.Runtime.Plugins;

/// <summary>A backend in use. Every call into it goes through <see cref="PluginGuard"/>.</summary>
/// <param name="backend">The backend.</param>
/// <param name="info">Its description, with the priority of its plugin added.</param>
internal sealed class OpenBackend(IBackend backend, BackendInfo info) : IDisposable
{
    public BackendInfo Info => info;

    /// <summary>The backend itself, without the guard.</summary>
    public IBackend Backend => backend;

    /// <summary>Whether it takes nodes with unknown dimensions.</summary>
    public bool HasDynamicShapes => backend is IDynamicShapes;

    public Support Supports(Node node) => PluginGuard.Call(info.Id, (backend, node), static b => b.backend.Supports(b.node));

    public ICompiledSubgraph Compile(Subgraph subgraph, CompileContext context) =>
        PluginGuard.Call(info.Id, () => backend.Compile(subgraph, context));

    public void Dispose() => PluginGuard.Call(info.Id, backend.Dispose);
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NnBridge.Runtime.Plugins;

/// <summary>A loaded plugin.</summary>
[SuppressMessage("Trimming", "IL2026", Justification = "A handle only exists where a plugin was loaded, which is marked.")]
internal sealed class PluginHandle
{
    private const int Rounds = 10;
    private PluginLoadContext? _context;
    private IBackendFactory? _factory;

    public PluginHandle(IBackendFactory factory, PluginLoadContext context) => (_factory, _context) = (factory, context);

    public IBackendFactory Factory => _factory ?? throw new ObjectDisposedException(nameof(PluginHandle));

    /// <summary>Unloads the plugin; its backends must have been disposed. False when something still refers to it: then its libraries stay.</summary>
    public bool Unload()
    {
        if (_context is null) return true;
        nint[] natives = [.. _context.Natives];
        WeakReference alive = Release();
        for (int i = 0; i < Rounds && alive.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        if (alive.IsAlive) return false;
        foreach (nint native in natives) NativeLibrary.Free(native);
        return true;
    }

    /// <summary>In a method of its own, so that no reference is left on the caller's stack.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference Release()
    {
        var alive = new WeakReference(_context);
        _context!.Unload();
        (_factory, _context) = (null, null);
        return alive;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace NnBridge.Runtime.Plugins;

/// <summary>Loads each plugin into a collectible context of its own.</summary>
[RequiresUnreferencedCode("Plugins are loaded by name at run time.")]
internal sealed class PluginHost : IPluginHost
{
    public PluginHandle Load(PluginManifest manifest, string assemblyPath)
    {
        var context = new PluginLoadContext(assemblyPath);
        try
        {
            Type type = context.LoadFromAssemblyPath(assemblyPath).GetType(manifest.EntryType)
                ?? throw new PluginRefusedException($"entry type '{manifest.EntryType}' is not in {manifest.Assembly}");
            if (!typeof(IBackendFactory).IsAssignableFrom(type))
                throw new PluginRefusedException($"entry type '{manifest.EntryType}' does not implement {nameof(IBackendFactory)}");
            return new PluginHandle((IBackendFactory)Activator.CreateInstance(type)!, context);
        }
        catch (Exception e) when (PluginGuard.IsForeign(e))
        {
            context.Unload();
            throw e as PluginRefusedException ?? new PluginRefusedException(Describe(e), e);
        }
    }

    private static string Describe(Exception e)
    {
        Exception cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
        return $"{cause.GetType().Name}: {cause.Message}";
    }
}

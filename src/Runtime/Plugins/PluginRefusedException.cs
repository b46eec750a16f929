namespace NnBridge.Runtime.Plugins;

/// <summary>A plugin is not loaded; the catalog records why and goes on.</summary>
internal sealed class PluginRefusedException(string reason, Exception? inner = null) : Exception(reason, inner);

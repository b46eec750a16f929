namespace NnBridge.Runtime;

/// <summary>What became of a plugin folder.</summary>
/// <param name="Id">Id of the manifest, or the folder's name when there is no readable manifest.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Version">Version of the manifest; empty when there is none.</param>
/// <param name="IsLoaded">Whether its backends can be used.</param>
/// <param name="Reason">Why not; null when loaded.</param>
public sealed record PluginStatus(string Id, string Folder, string Version, bool IsLoaded, string? Reason);

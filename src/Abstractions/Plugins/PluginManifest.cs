using System.Collections.Immutable;

namespace NnBridge;

/// <summary>What a plugin says about itself before any of its code runs: the content of <c>nnbridge.plugin.json</c>.</summary>
public sealed record PluginManifest
{
    /// <summary>File name of the manifest in the plugin's folder.</summary>
    public const string FileName = "nnbridge.plugin.json";

    /// <summary>Unique name: lower-case letters, digits, dots and dashes.</summary>
    public required string Id { get; init; }

    /// <summary>Version of the plugin itself, for people.</summary>
    public required string Version { get; init; }

    /// <summary>Contract the plugin was built against, <c>major.minor</c> (<see cref="AbiVersion"/>).</summary>
    public required string Abi { get; init; }

    /// <summary>Main assembly: a file inside the plugin's folder.</summary>
    public required string Assembly { get; init; }

    /// <summary>Full name of the <see cref="IBackendFactory"/> in it.</summary>
    public required string EntryType { get; init; }

    /// <summary>Platforms it runs on, for instance <c>linux-x64</c>; empty for all.</summary>
    public ImmutableArray<string> Rids { get; init; } = [];

    /// <summary>Added to the priority of its backends.</summary>
    public int Priority { get; init; }
}

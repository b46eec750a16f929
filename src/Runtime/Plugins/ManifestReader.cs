using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace NnBridge.Runtime.Plugins;

/// <summary>Reads and checks what a plugin says about itself, before any of its code is loaded.</summary>
internal static partial class ManifestReader
{
    /// <summary>Reads the manifest in a folder.</summary>
    /// <exception cref="PluginRefusedException">It breaks a rule; says which, what was found and what is expected.</exception>
    public static PluginManifest Read(string folder)
    {
        string path = Path.Combine(folder, PluginManifest.FileName);
        PluginManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), ManifestContext.Default.PluginManifest)
                ?? throw new PluginRefusedException($"{PluginManifest.FileName} is null, expected an object");
        }
        catch (JsonException e)
        {
            throw new PluginRefusedException($"{PluginManifest.FileName}: {e.Message}", e);
        }

        Check(manifest);
        return manifest;
    }

    /// <summary>The file of the main assembly.</summary>
    /// <exception cref="PluginRefusedException">It is outside of the folder, also by way of links, or missing.</exception>
    public static string AssemblyPath(PluginManifest manifest, string folder)
    {
        string root = Resolve(Path.GetFullPath(folder)), path = Path.GetFullPath(Path.Combine(root, manifest.Assembly));
        if (Path.IsPathRooted(manifest.Assembly) || !IsInside(root, path))
            throw new PluginRefusedException($"assembly '{manifest.Assembly}' is outside of the plugin's folder");
        if (!File.Exists(path)) throw new PluginRefusedException($"assembly '{manifest.Assembly}' is not in the plugin's folder");
        return IsInside(root, Resolve(path)) ? path : throw new PluginRefusedException($"assembly '{manifest.Assembly}' is a link out of the plugin's folder");
    }

    private static void Check(PluginManifest manifest)
    {
        if (!IdPattern().IsMatch(manifest.Id))
            throw new PluginRefusedException($"id '{manifest.Id}' is not made of lower-case letters, digits, dots and dashes");
        if (!AbiVersion.TryParse(manifest.Abi, null, out AbiVersion abi))
            throw new PluginRefusedException($"abi '{manifest.Abi}' is not major.minor");
        if (!AbiVersion.Current.CanHost(abi))
            throw new PluginRefusedException($"the plugin was built for contract {abi}, this host has {AbiVersion.Current} and accepts {AbiVersion.Current.Major}.0 to {AbiVersion.Current}");
        string host = $"{Os()}-{System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        ImmutableArray<string> rids = manifest.Rids.IsDefault ? [] : manifest.Rids;
        if (!rids.IsEmpty && !rids.Contains(host)) throw new PluginRefusedException($"the plugin runs on {string.Join(", ", rids)}, this host is {host}");
    }

    private static string Os() => OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";

    private static bool IsInside(string root, string path) => path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string Resolve(string path)
    {
        FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        return info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]*$")]
    private static partial Regex IdPattern();
}

/// <summary>Strict JSON: a missing property and one that does not exist are both errors.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PluginManifest))]
internal sealed partial class ManifestContext : JsonSerializerContext;

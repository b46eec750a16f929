using System.Text.Json;

namespace NnBridge.Plugins.Tests;

/// <summary>A temporary folder with plugin folders, made of what the build produced.</summary>
internal sealed class PluginStage : IDisposable
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
    private static readonly string Output = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));

    public string Folder { get; } = Directory.CreateTempSubdirectory("nnbridge-plugins").FullName;

    /// <summary>Copies a project's output to a plugin folder.</summary>
    public string Add(string project, string name)
    {
        string target = Path.Combine(Folder, name);
        Directory.CreateDirectory(target);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Output, project, Configuration)))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        return target;
    }

    /// <summary>A folder with the faulty plugin and a manifest.</summary>
    public string AddFaulty(string name, string entryType, string abi = "1.0", string assembly = "NnBridge.TestPlugins.Faulty.dll", string? id = null)
    {
        string folder = Add("NnBridge.TestPlugins.Faulty", name);
        WriteManifest(folder, new { id = id ?? name, version = "1.0", abi, assembly, entryType = $"NnBridge.TestPlugins.Faulty.{entryType}" });
        return folder;
    }

    public static void WriteManifest(string folder, object manifest) =>
        File.WriteAllText(Path.Combine(folder, PluginManifest.FileName), JsonSerializer.Serialize(manifest));

    public void Dispose()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // A library that is still mapped; the folder is temporary.
        }
    }
}

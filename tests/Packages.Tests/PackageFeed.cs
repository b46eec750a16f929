using System.Xml.Linq;

namespace NnBridge.Packages.Tests;

/// <summary>The solution's packages in a temporary folder, which serves as feed.</summary>
[SetUpFixture]
public sealed class PackageFeed
{
    private static readonly string Repository = FindRepository();

    private static string _root = "";
    private static string _restored = "";

    internal static IReadOnlyList<Package> Packages { get; private set; } = [];

    /// <summary>The version that all packages have.</summary>
    public static string Version => Packages.Select(p => p["version"]).Distinct().Single();

    private static string Folder => Path.Combine(_root, "feed");

    /// <summary>Packs what the build of this test has produced.</summary>
    [OneTimeSetUp]
    public async Task Pack()
    {
        _root = Directory.CreateTempSubdirectory("nnbridge-packages").FullName;
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        await DotnetCommand.Run(Repository, null, "pack", "NnBridge.sln", "-c", configuration, "--no-build", "-v", "q", "-o", Folder);
        Packages = [.. Directory.EnumerateFiles(Folder, "*.nupkg").Order(StringComparer.Ordinal).Select(f => new Package(f))];
        string cache = await DotnetCommand.Run(Repository, null, "nuget", "locals", "global-packages", "--list");
        _restored = cache[(cache.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    /// <summary>Removes everything that was packed, built and installed.</summary>
    [OneTimeTearDown]
    public void Remove()
    {
        if (_root.Length > 0) Directory.Delete(_root, recursive: true);
    }

    /// <summary>
    /// A folder that no build setting of the repository reaches. Packages come from this feed, and others from what the machine has restored
    /// for the repository itself, so that no network is needed.
    /// </summary>
    /// <param name="name">Tells it from others.</param>
    /// <param name="machineFeeds">Whether packages may also come from the feeds of the machine.</param>
    public static string CreateWorkspace(string name, bool machineFeeds = false)
    {
        string folder = Path.Combine(_root, name);
        Directory.CreateDirectory(folder);
        foreach (string file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            File.WriteAllText(Path.Combine(folder, file), "<Project />");
        File.Copy(Path.Combine(Repository, "global.json"), Path.Combine(folder, "global.json"));
        var sources = new XElement("packageSources", machineFeeds ? null : new XElement("clear"), Entry("packed", Folder), Entry("restored", _restored));
        var configuration = new XElement("configuration", sources);
        if (!machineFeeds) configuration.Add(new XElement("packageSourceMapping", Mapping("packed", "NnBridge.*"), Mapping("restored", "*")));
        configuration.Save(Path.Combine(folder, "nuget.config"));
        return folder;
    }

    /// <summary>Where a workspace keeps unpacked packages: nobody else's copies are ever used.</summary>
    public static string CacheOf(string workspace) => Path.Combine(workspace, "packages");

    private static XElement Entry(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));

    private static XElement Mapping(string key, string pattern) =>
        new("packageSource", new XAttribute("key", key), new XElement("package", new XAttribute("pattern", pattern)));

    private static string FindRepository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "NnBridge.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("NnBridge.sln is not above the test assembly");
    }
}

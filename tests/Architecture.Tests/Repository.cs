namespace NnBridge.Architecture.Tests;

/// <summary>The source tree the tests look at.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static bool UpdateGolden => Environment.GetEnvironmentVariable("NNBRIDGE_UPDATE_GOLDEN") == "1";

    /// <summary>C# files below a folder, as paths relative to the root with forward slashes; generated ones left out.</summary>
    public static IEnumerable<string> Sources(string folder) => Files(folder, "*.cs");

    public static IEnumerable<string> Files(string folder, string pattern) =>
        !Directory.Exists(Path.Combine(Root, folder)) ? [] : Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "NnBridge.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("NnBridge.sln is not above the test assembly");
    }
}

namespace NnBridge.TestKit;

/// <summary>Models with known results that lie beside the checkout and are not part of it.</summary>
public static class SharedCorpus
{
    /// <summary>The folder <c>shared</c> beside the checkout, or what <c>NNBRIDGE_SHARED</c> names; null for none.</summary>
    public static string? Root { get; } = Find();

    /// <summary>The folder of one format's models, for instance <c>tflite</c>; null when it is not there.</summary>
    public static string? Folder(string format) =>
        Root is not null && Path.Combine(Root, "corpus", format) is var folder && Directory.Exists(folder) ? folder : null;

    /// <summary>Model files of one format, in a fixed order; empty when the folder is not there.</summary>
    /// <param name="format">Folder of the format, for instance <c>tflite</c>.</param>
    /// <param name="pattern">File name pattern.</param>
    public static IReadOnlyList<string> Models(string format, string pattern) =>
        Folder(format) is { } folder ? [.. Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [];

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("NNBRIDGE_SHARED") is { Length: > 0 } named) return Directory.Exists(named) ? named : null;
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(Path.Combine(at.FullName, "NnBridge.sln"))) continue;
            string beside = Path.Combine(at.FullName, "..", "shared");
            return Directory.Exists(beside) ? Path.GetFullPath(beside) : null;
        }

        return null;
    }
}

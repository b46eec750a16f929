namespace NnBridge.TestKit;

/// <summary>A file of the repository that a test makes, so that it cannot say what is not so.</summary>
public static class GoldenFile
{
    /// <summary>Compares a file with what it should be; with <c>NNBRIDGE_UPDATE_GOLDEN=1</c> writes it first.</summary>
    /// <param name="path">Relative to the root of the repository.</param>
    /// <param name="content">What it should be, with line feeds.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? Check(string path, string content)
    {
        string file = Path.Combine(Root(), path);
        if (Environment.GetEnvironmentVariable("NNBRIDGE_UPDATE_GOLDEN") == "1") File.WriteAllText(file, content);
        string stored = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        return stored == content ? null : $"{path} is out of date; NNBRIDGE_UPDATE_GOLDEN=1 dotnet test refreshes it";
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "NnBridge.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("NnBridge.sln is not above the test assembly");
    }
}

using System.Text.RegularExpressions;

namespace NnBridge.Architecture.Tests;

/// <summary>House rules that a compiler does not know.</summary>
public sealed partial class SourceTests
{
    private const int MaxLines = 400;

    /// <summary>Places where foreign code is called and anything may come back.</summary>
    private static readonly string[] MayCatchEverything =
    [
        "src/Runtime/Plugins/PluginGuard.cs", "src/Runtime/Plugins/PluginCatalog.cs", "src/Cli/Program.cs", "src/Cli/Golden/CaseVerifier.cs", "src/Conformance/BackendConformance.cs",
        // It carries what is thrown on another thread to the one that waits.
        "src/Backends.Cpu/Simd/Threading/Together.cs",
        // Nobody waits for it: what it throws would end the process.
        "src/Backends.Cpu/Execution/Rehearsal.cs",
    ];

    /// <summary>Files that see bytes as something else, or read the environment.</summary>
    private static readonly string[] MayReinterpret =
    [
        "src/Abstractions/Tensors/TensorBuffer.cs", "src/Runtime/NnRuntimeOptions.cs", "src/Backends.Cpu/Kernels/Scratch.cs", "src/Backends.Cpu/Simd/", "src/Parsers/TfLite/FlatBuffers/",
        "/Native/",
    ];

    private static IEnumerable<string> Sources => Repository.Sources("src");

    [Test]
    public void Files_are_short() => Assert.That(
        Sources.Where(f => Repository.Read(f).Count(c => c == '\n') > MaxLines), Is.Empty, $"files over {MaxLines} lines");

    [Test]
    public void A_file_has_one_public_type_named_like_the_file()
    {
        var broken = new List<string>();
        foreach (string file in Sources)
        {
            string[] types = [.. PublicType().Matches(Repository.Read(file)).Select(m => m.Groups["name"].Value).Distinct()];
            string name = Path.GetFileNameWithoutExtension(file);
            if (types.Any(t => t != name)) broken.Add($"{file}: {string.Join(", ", types)}");
        }

        Assert.That(broken, Is.Empty);
    }

    [Test]
    public void Only_the_boundaries_catch_every_exception() => Assert.That(
        Sources.Where(f => CatchAll().IsMatch(Repository.Read(f)) && !MayCatchEverything.Contains(f)), Is.Empty);

    [Test]
    public void Only_the_named_places_use_banned_symbols() => Assert.That(
        Sources.Where(f => Repository.Read(f).Contains("disable RS0030", StringComparison.Ordinal) && !MayReinterpret.Any(f.Contains)), Is.Empty);

    [Test]
    public void Abstractions_have_no_default_interface_methods_and_no_virtual_members() => Assert.That(
        Repository.Sources("src/Abstractions").Where(f => Virtual().IsMatch(Repository.Read(f))), Is.Empty);

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|readonly|partial|ref) )*(?:class|record struct|record|struct|interface|enum|delegate \w+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"catch\s*\(\s*Exception\b[^)]*\)(?!\s*when)|catch\s*\r?\n?\s*\{")]
    private static partial Regex CatchAll();

    [GeneratedRegex(@"^\s+(?:public|protected|internal)[\w ]* virtual ", RegexOptions.Multiline)]
    private static partial Regex Virtual();
}

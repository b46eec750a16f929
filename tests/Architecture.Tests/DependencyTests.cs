using System.Xml.Linq;

namespace NnBridge.Architecture.Tests;

/// <summary>Who may depend on whom.</summary>
public sealed class DependencyTests
{
    private const string Abstractions = "NnBridge.Abstractions";

    /// <summary>Projects that may see more than the abstractions: the composition roots.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["NnBridge.Abstractions"] = [],
        ["NnBridge.DependencyInjection"] = [Abstractions, "NnBridge.Runtime"],
        // An optional part of another parser.
        ["NnBridge.Parsers.Onnx.Ml"] = [Abstractions, "NnBridge.Parsers.Onnx"],
        ["NnBridge.Cli"] = ["*"],
    };

    private static readonly Dictionary<string, string[]> AllowedPackages = new()
    {
        ["NnBridge.Runtime"] = ["Microsoft.Extensions.Logging.Abstractions"],
        ["NnBridge.DependencyInjection"] = ["Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions"],
        ["NnBridge.Parsers.Onnx"] = ["Google.Protobuf", "Grpc.Tools"],
        ["NnBridge.Parsers.TensorFlow"] = ["Google.Protobuf", "Grpc.Tools"],
        ["NnBridge.Parsers.Caffe"] = ["Google.Protobuf", "Grpc.Tools"],
        ["NnBridge.Cli"] = ["Spectre.Console", "System.CommandLine"],
    };

    private static IEnumerable<string> Projects => Repository.Files("src", "*.csproj").Concat(Repository.Files("plugins", "*.csproj"));

    [TestCaseSource(nameof(Projects))]
    public void Projects_reference_only_what_they_may(string project)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        string[] allowed = Allowed.GetValueOrDefault(name, [Abstractions]);
        if (allowed.Contains("*")) Assert.Pass("a composition root");
        IEnumerable<string> references = Items(project, "ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/')));
        Assert.That(references, Is.SubsetOf(allowed));
    }

    [TestCaseSource(nameof(Projects))]
    public void Projects_use_only_the_packages_they_may(string project)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        Assert.That(Items(project, "PackageReference"), Is.SubsetOf(AllowedPackages.GetValueOrDefault(name, [])));
    }

    [TestCaseSource(nameof(Projects))]
    public void Internals_are_visible_only_to_the_projects_own_tests(string project)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        string[] own = name switch
        {
            _ when name.StartsWith("NnBridge.Parsers.", StringComparison.Ordinal) => ["NnBridge.Parsers.Tests"],
            // The benchmarks are a second command line over the same parts.
            "NnBridge.Cli" => ["NnBridge.Cli.Tests", "NnBridge.Bench"],
            _ => [$"{name}.Tests"],
        };
        Assert.That(Items(project, "InternalsVisibleTo"), Is.SubsetOf(own));
    }

    private static IEnumerable<string> Items(string project, string item) =>
        XDocument.Parse(Repository.Read(project)).Descendants(item).Select(e => (string)e.Attribute("Include")!);
}

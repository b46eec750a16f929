using System.Globalization;

namespace NnBridge.Packages.Tests;

/// <summary>What the packages hold and say about themselves.</summary>
public sealed class ContentTests
{
    private const string Tool = "NnBridge.Cli";

    private static IEnumerable<Package> Libraries => PackageFeed.Packages.Where(p => p.Id != Tool);

    [Test]
    public void Every_part_has_its_package() => Assert.That(PackageFeed.Packages.Select(p => p.Id), Is.SupersetOf(new[]
    {
        "NnBridge.Abstractions", "NnBridge.Backends.Cpu", Tool, "NnBridge.Conformance", "NnBridge.DependencyInjection", "NnBridge.Parsers.Onnx", "NnBridge.Parsers.Onnx.Ml",
        "NnBridge.Parsers.TfLite", "NnBridge.Runtime",
    }).And.All.StartsWith("NnBridge."));

    [Test]
    public void A_package_says_what_it_is_and_under_which_licence()
    {
        foreach (Package package in PackageFeed.Packages)
            using (Assert.EnterMultipleScope())
            {
                Assert.That(package["license"], Is.EqualTo("Apache-2.0"), package.Id);
                Assert.That(package["description"], Has.Length.GreaterThan(20).And.Not.EqualTo("Package Description"), package.Id);
                Assert.That(package["authors"], Is.EqualTo("NnBridge contributors"), package.Id);
                Assert.That(package["tags"].Split(' '), Does.Contain("inference"), package.Id);
                Assert.That(package.Files, Does.Contain(package["readme"]), package.Id);
                Assert.That(package.NamesRepository, Is.False, package.Id);
            }
    }

    [Test]
    public void A_library_comes_with_its_documentation_and_nothing_else()
    {
        foreach (Package package in Libraries)
        {
            string folder = string.Create(CultureInfo.InvariantCulture, $"lib/net10.0/{package.Id}");
            Assert.That(package.Files.Where(f => f.StartsWith("lib/", StringComparison.Ordinal)), Is.EquivalentTo(new[] { $"{folder}.dll", $"{folder}.xml" }));
        }
    }

    [Test]
    public void A_library_needs_the_contracts_and_the_contracts_need_nothing()
    {
        foreach (Package package in Libraries)
            if (package.Id == "NnBridge.Abstractions") Assert.That(package.Dependencies, Is.Empty);
            else Assert.That(package.Dependencies, Does.Contain("NnBridge.Abstractions"), package.Id);
    }

    [Test]
    public void The_command_line_is_a_tool() =>
        Assert.That(PackageFeed.Packages.Single(p => p.Types.Contains("DotnetTool")).Id, Is.EqualTo(Tool));
}

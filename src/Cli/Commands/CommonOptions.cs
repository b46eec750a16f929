using System.CommandLine;
using System.Globalization;

namespace NnBridge.Cli.Commands;

/// <summary>Options that several commands share, and how their texts are read.</summary>
internal static class CommonOptions
{
    public static Argument<string> Model() => new("MODEL") { Description = "Model file (.tflite, .onnx)" };

    public static Option<string?> Backend() => new("--backend")
    {
        Description = "Backends in order of preference, separated by commas; without it all loaded ones by priority",
    };

    public static Option<string?> Plugins() => new("--plugins") { Description = "Folder with plugin folders in it" };

    public static Option<bool> NoEmittedCode() => new("--no-emitted-code")
    {
        Description = "Write no machine code at run time: results are the same, 8-bit integers slower",
    };

    public static Option<Precision> Precision(Precision unlessSaid = NnBridge.Precision.High) => new("--precision")
    {
        Description = "strict, high or reduced: how exactly float products are computed",
        DefaultValueFactory = _ => unlessSaid,
    };

    /// <summary>Expected results come from engines that compute in float32, so what is compared with them does, too.</summary>
    public static Option<Precision> JudgedPrecision() => Precision(NnBridge.Precision.Strict);

    public static Option<string[]> ShapeOption() => new("--shape")
    {
        Description = "Shape of an input, NAME=1x49x10; repeatable",
        DefaultValueFactory = _ => [],
    };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON" };

    public static Option<string?> Signature() => new("--signature") { Description = "Entry point of the model to use" };

    public static Option<int?> Subgraph() => new("--subgraph") { Description = "Graph of the model to use, by number" };

    public static ValueList<string> BackendList(string? text) =>
        (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToValueList();

    /// <summary>Reads <c>NAME=1x49x10</c>.</summary>
    /// <exception cref="UsageException">Anything else.</exception>
    public static KeyValuePair<string, Shape> ParseShape(string text)
    {
        (string name, string sizes) = SplitAssignment("--shape", text, "NAME=1x49x10");
        var shape = new List<Dimension>();
        foreach (string part in sizes.Split('x', StringSplitOptions.RemoveEmptyEntries))
            shape.Add(int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int size)
                ? size
                : throw new UsageException($"--shape {text}: '{part}' is not a size, expected NAME=1x49x10"));
        return KeyValuePair.Create(name, Shape.Create(shape.ToArray()));
    }

    /// <summary>Splits <c>NAME=VALUE</c> at the last equals sign, as names of tensors may hold one.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static (string Name, string Value) SplitAssignment(string option, string text, string example)
    {
        int equals = text.LastIndexOf('=');
        return equals > 0 ? (text[..equals], text[(equals + 1)..]) : throw new UsageException($"{option} {text}: expected {example}");
    }
}

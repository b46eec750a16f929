using NnBridge.Parsers.TfLite.Schema;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Which graph is read, and what the caller calls its inputs and outputs.</summary>
/// <param name="Subgraph">Index of the graph.</param>
/// <param name="Signature">Names that the file's signature gives; null to use the tensors' own.</param>
/// <param name="InputShapes">Shapes that the caller wants, by input name.</param>
internal sealed record EntryPoint(int Subgraph, TfLiteSignature? Signature, IReadOnlyDictionary<string, Shape> InputShapes)
{
    private static readonly IReadOnlyDictionary<string, Shape> NoShapes = new Dictionary<string, Shape>();

    /// <summary>A graph that another one runs.</summary>
    public static EntryPoint Nested(int subgraph) => new(subgraph, null, NoShapes);

    /// <summary>The graph that the caller asks for.</summary>
    /// <exception cref="ArgumentException">The file has no such graph or signature.</exception>
    public static EntryPoint Choose(TfLiteModel model, ParseOptions options)
    {
        if (options is { Signature: not null, Subgraph: not null })
            throw new ArgumentException("ask for a signature or a subgraph, not for both", nameof(options));
        if (options.Subgraph is { } index)
            return index >= 0 && index < model.Subgraphs.Length
                ? new EntryPoint(index, null, options.InputShapes)
                : throw new ArgumentException($"subgraph {index} is outside 0 … {model.Subgraphs.Length - 1}", nameof(options));
        if (options.Signature is null) return new EntryPoint(0, null, options.InputShapes);
        TfLiteSignature signature = model.Signatures.FirstOrDefault(s => s.Key == options.Signature)
            ?? throw new ArgumentException(
                $"signature '{options.Signature}' is not in the file, which has: {string.Join(", ", model.Signatures.Select(s => s.Key))}", nameof(options));
        return new EntryPoint(signature.Subgraph, signature, options.InputShapes);
    }

    public string InputName(int index, TfLiteTensor tensor) => Alias(Signature?.Inputs, tensor) ?? $"input{index}";

    public string OutputName(int index, TfLiteTensor tensor) => Alias(Signature?.Outputs, tensor) ?? $"output{index}";

    /// <summary>The shape that the caller wants for an input, null when the file's is right.</summary>
    public Shape? ShapeOf(string input) => InputShapes.TryGetValue(input, out Shape shape) ? shape : null;

    private static string? Alias(IReadOnlyList<TfLiteAlias>? aliases, TfLiteTensor tensor) =>
        aliases?.FirstOrDefault(a => a.Tensor == tensor.Index)?.Name ?? (tensor.Name.Length > 0 ? tensor.Name : null);
}

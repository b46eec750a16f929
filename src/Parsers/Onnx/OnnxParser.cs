using System.Collections.Immutable;
using NnBridge.Parsers.Onnx.Mapping;
using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx;

/// <summary>Reads ONNX models (<c>.onnx</c>), with data in files beside them, functions and control flow.</summary>
/// <remarks>
/// Named dimensions stay open under their names. Spatial operators become channels last, with transpositions around them that the passes
/// cancel. Sequences and optional values are resolved while reading; where that is impossible the node is reported as unsupported.
/// </remarks>
public sealed class OnnxParser : IModelParser
{
    /// <summary>Operators of further domains, besides ONNX's own and <c>com.microsoft</c>.</summary>
    public ImmutableArray<IOnnxOperators> Modules { get; init; } = [];

    /// <inheritdoc/>
    public string Format => "onnx";

    /// <inheritdoc/>
    public ImmutableArray<FormatOperator> Operators => [.. OperatorList.All, .. Modules.SelectMany(m => m.Operators)];

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head, string fileName) => OnnxReader.Recognizes(head, fileName ?? "");

    /// <inheritdoc/>
    public Network Parse(ModelSource source, ParseOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Signature is not null || options.Subgraph is > 0)
            throw new ArgumentException("an ONNX model has one graph and no signatures", nameof(options));
        var file = new FileMapper(OnnxReader.Read(source), source, options) { Modules = Modules };
        Network? network;
        try
        {
            network = MainGraph.Map(file);
        }
        catch (OverflowException e)
        {
            throw new InvalidModelException($"{source.Name}: sizes in it are too large: {e.Message}", e);
        }

        return network is not null && file.Unsupported.Count == 0
            ? network
            : throw new UnsupportedOperatorException(source.Name, [.. file.Unsupported]);
    }

    /// <inheritdoc/>
    public ModelSummary Summarize(ModelSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        ModelProto model = OnnxReader.Read(source);
        var survey = new ModelSurvey(model);
        string versions = string.Join(", ", model.OpsetImport.Select(o => $"{(o.Domain.Length == 0 ? "ai.onnx" : o.Domain)} {o.Version}"));
        string producer = $"{model.ProducerName} {model.ProducerVersion}".Trim();
        return new ModelSummary(Format, $"{producer} (IR version {model.IrVersion}; {versions})".TrimStart(), survey.Operators,
            [.. Unsupported(source)], [], survey.Graphs, survey.WeightBytes);
    }

    /// <summary>Reads a value that is stored by itself, as the test data that accompanies ONNX models is.</summary>
    /// <param name="bytes">A serialised TensorProto, SequenceProto or OptionalProto.</param>
    /// <param name="name">Name of the file, for messages.</param>
    /// <returns>The tensor, those of the sequence, or none when an optional value is absent.</returns>
    /// <exception cref="InvalidModelException">The bytes are malformed, or the element type has no counterpart.</exception>
    public static ImmutableArray<Tensor> ReadTensors(ReadOnlyMemory<byte> bytes, string name)
    {
        try
        {
            return [.. OnnxReader.ReadTensors(bytes, name).Select(t => TensorReader.Read(t, new ModelSource(name, bytes)))];
        }
        catch (NotSupportedException e)
        {
            throw new InvalidModelException($"{name}: {e.Message}", e);
        }
    }

    /// <summary>What of a model cannot be mapped is found by mapping it: it depends on types, attributes and functions.</summary>
    private ImmutableArray<UnsupportedOperator> Unsupported(ModelSource source)
    {
        try
        {
            Parse(source, new ParseOptions());
            return [];
        }
        catch (UnsupportedOperatorException e)
        {
            return e.Operators;
        }
        catch (InvalidNetworkException e)
        {
            return [new UnsupportedOperator("graph", source.Name, e.Message)];
        }
    }
}

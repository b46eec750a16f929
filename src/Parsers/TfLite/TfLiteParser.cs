using System.Collections.Immutable;
using NnBridge.Parsers.TfLite.Mapping;
using NnBridge.Parsers.TfLite.Schema;

namespace NnBridge.Parsers.TfLite;

/// <summary>Reads TensorFlow Lite models (<c>.tflite</c>, FlatBuffers identifier <c>TFL3</c>).</summary>
/// <remarks>
/// Inputs keep the concrete shapes of the file, where TensorFlow Lite writes 1 for an open dimension; <see cref="ParseOptions.InputShapes"/>
/// or the session give them others. Shapes of all other tensors are inferred, as TensorFlow Lite does; the ones in the file are hints.
/// </remarks>
public sealed class TfLiteParser : IModelParser
{
    /// <summary>Which TensorFlow Lite to agree with bit by bit; 16-bit activations are the same in all of them.</summary>
    public TfLiteArithmetic Arithmetic { get; init; }

    /// <inheritdoc/>
    public string Format => "tflite";

    /// <inheritdoc/>
    public ImmutableArray<FormatOperator> Operators => OperatorList.All;

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head, string fileName) => TfLiteReader.Recognizes(head);

    /// <inheritdoc/>
    public Network Parse(ModelSource source, ParseOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        TfLiteModel model = TfLiteReader.Read(source.Bytes, options.ElementBudget);
        EntryPoint entry = EntryPoint.Choose(model, options);
        var file = new FileMapper(model, source, options, Arithmetic);
        Network? network = null;
        try
        {
            network = new SubgraphMapper(file, model.Subgraphs[entry.Subgraph]).Map(entry);
        }
        catch (UnmappedException e)
        {
            // What an operator cannot express is collected; this concerns an input or output of the graph, or a tensor without stand-in.
            file.Unsupported.Add(new UnsupportedOperator("tensor", model.Subgraphs[entry.Subgraph].Name, e.Message));
        }

        return network is not null && file.Unsupported.Count == 0
            ? network
            : throw new UnsupportedOperatorException(source.Name, [.. file.Unsupported]);
    }

    /// <inheritdoc/>
    public ModelSummary Summarize(ModelSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        TfLiteModel model = TfLiteReader.Read(source.Bytes, new ParseOptions().ElementBudget);
        TfLiteOperator[] operators = [.. model.Subgraphs.SelectMany(s => s.Operators)];
        ImmutableArray<KeyValuePair<string, int>> counts = [.. operators.GroupBy(o => o.Name).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => KeyValuePair.Create(g.Key, g.Count()))];
        ImmutableArray<UnsupportedOperator> unsupported = [.. operators
            .Select(o => (Operator: o, Reason: OperatorTable.WhyNot(o)))
            .Where(o => o.Reason is not null)
            .Select(o => new UnsupportedOperator(o.Operator.Name, o.Operator.ToString(), o.Reason!))];
        long weights = model.Subgraphs.SelectMany(s => s.Tensors).Where(t => t.Data is not null).DistinctBy(t => t.Buffer).Sum(t => (long)t.Data!.Value.Length);
        return new ModelSummary(Format, $"{model.Description} (schema version {model.Version})", counts, unsupported,
            [.. model.Signatures.Select(s => s.Key)], model.Subgraphs.Length, weights);
    }
}

using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Counts of short sequences.</summary>
internal static class VectorizerMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["TfIdfVectorizer"] = Vectorize,
    };

    private static void Vectorize(MappingContext context)
    {
        NodeAttributes attributes = context.Attributes;
        if (attributes.Texts("pool_strings") is not null) throw new UnmappedException("the pool holds texts, which are not among the element types");
        context.Emit(new NGramVectorizer(
            attributes.Int32("min_gram_length", 1), attributes.Int32("max_gram_length", 1), attributes.Int32("max_skip_count", 0))
        {
            Pool = (attributes.Ints("pool_int64s") ?? []).ToValueList(),
            Starts = (attributes.Int32s("ngram_counts") ?? []).ToValueList(),
            Places = (attributes.Int32s("ngram_indexes") ?? []).ToValueList(),
            Weights = (attributes.Floats("weights") ?? []).ToValueList(),
            Weight = attributes.Text("mode", "TF") switch
            {
                "TF" => NGramWeight.Count,
                "IDF" => NGramWeight.Weight,
                "TFIDF" => NGramWeight.Product,
                var other => throw new InvalidNetworkException($"attribute 'mode' is '{other}', expected TF, IDF or TFIDF"),
            },
        }, context.Input(0));
    }
}

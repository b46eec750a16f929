using System.Collections.Frozen;
using System.Collections.Immutable;
using NnBridge.Parsers.Onnx.Ml.Trees;

namespace NnBridge.Parsers.Onnx.Ml;

/// <summary>The operators of <c>ai.onnx.ml</c> on numbers: trees, linear models, support vector machines, scalers and encoders.</summary>
/// <remarks>
/// Labels that are texts are refused, since texts are not among the element types; scores without labels are not. A ZipMap is what its
/// operand is: one column per key, in the order of the keys. Add it with <see cref="OnnxParser.Modules"/>.
/// Sources: ai.onnx.ml 1 to 5; scores of two classes as ONNX Runtime writes them.
/// </remarks>
public sealed class OnnxMlOperators : IOnnxOperators
{
    private const string Text = "works on texts, which are not among the element types";
    private const string Map = "works on maps, which are not among the kinds of values";

    private static readonly FrozenDictionary<string, Action<OnnxNode>> Mapped = new Dictionary<string, Action<OnnxNode>>
    {
        ["ArrayFeatureExtractor"] = FeatureMapping.ArrayFeatureExtractor,
        ["Binarizer"] = FeatureMapping.Binarizer,
        ["FeatureVectorizer"] = FeatureMapping.FeatureVectorizer,
        ["Imputer"] = FeatureMapping.Imputer,
        ["Normalizer"] = FeatureMapping.Normalizer,
        ["Scaler"] = FeatureMapping.Scaler,
        ["LabelEncoder"] = EncoderMapping.LabelEncoder,
        ["OneHotEncoder"] = EncoderMapping.OneHotEncoder,
        ["LinearClassifier"] = LinearMapping.Classifier,
        ["LinearRegressor"] = LinearMapping.Regressor,
        ["SVMClassifier"] = SupportVectorMapping.Classifier,
        ["SVMRegressor"] = SupportVectorMapping.Regressor,
        ["TreeEnsemble"] = TreeMapping.Ensemble,
        ["TreeEnsembleClassifier"] = TreeMapping.Classifier,
        ["TreeEnsembleRegressor"] = TreeMapping.Regressor,
        ["ZipMap"] = node => node.SetOutput(0, node.Input(0)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> NotMapped = new Dictionary<string, string>
    {
        ["CastMap"] = Map,
        ["CategoryMapper"] = Text,
        ["DictVectorizer"] = Map,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Only a model with such an operator looks at the list.
    private static readonly Lazy<ImmutableArray<FormatOperator>> s_operators = new(() =>
    [
        .. Mapped.Keys.Select(name => new FormatOperator("ai.onnx.ml", name, Support.Yes))
            .Concat(NotMapped.Select(o => new FormatOperator("ai.onnx.ml", o.Key, Support.No(o.Value))))
            .OrderBy(o => o.Name, StringComparer.Ordinal),
    ]);

    /// <inheritdoc/>
    public string Domain => "ai.onnx.ml";

    /// <inheritdoc/>
    public ImmutableArray<FormatOperator> Operators => s_operators.Value;

    void IOnnxOperators.Map(OnnxNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        Mapped[node.Type](node);
    }
}

using System.Collections.Frozen;

namespace NnBridge.Parsers.Onnx.Mapping.Contrib;

/// <summary>Operators of the domain <c>com.microsoft</c>, which optimised, quantized and exported transformer models carry.</summary>
internal static class ContribOperators
{
    /// <summary>Name of the domain.</summary>
    public const string Domain = "com.microsoft";

    private const string Search = "runs whole decoding loops with models inside, which an app does around a session";
    private const string Device = "has no kernel for processors in its own runtime, so that nothing says what it computes there";

    /// <summary>One table per family, each entry in the family's file.</summary>
    public static FrozenDictionary<string, OperatorMapping> Operators { get; } = new[]
    {
        QLinearMapping.Operators,
        QLinearPoolMapping.Operators,
        IntegerProductMapping.Operators,
        BlockQuantizedMapping.Operators,
        DynamicLstmMapping.Operators,
        FusedMapping.Operators,
        GeluMapping.Operators,
        SkipNormalizationMapping.Operators,
        SelfAttentionMapping.Operators,
        MultiHeadAttentionMapping.Operators,
        GroupQueryAttentionMapping.Operators,
        MovementMapping.Operators,
    }.SelectMany(family => family).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Operators that runtimes have added to ONNX's own domain without ONNX having them.</summary>
    public static FrozenDictionary<string, OperatorMapping> InMainDomain { get; } = new Dictionary<string, OperatorMapping>
    {
        ["SimplifiedLayerNormalization"] = SkipNormalizationMapping.Operators["SimplifiedLayerNormalization"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Operators that are not mapped, with the reason.</summary>
    public static FrozenDictionary<string, string> NotMapped { get; } = new Dictionary<string, string>
    {
        ["BeamSearch"] = Search,
        ["GreedySearch"] = Search,
        ["Sampling"] = Search,
        ["WhisperBeamSearch"] = Search,
        ["Tokenizer"] = "works on strings, which are not among the element types",
        ["QMoE"] = "chooses among quantized experts, which is not supported",
        ["MoE"] = "chooses among experts, which is not supported",
        ["QLinearReduceMean"] = Device,
        ["NhwcFusedConv"] = Device,
    }.Where(o => !Operators.ContainsKey(o.Key)).ToFrozenDictionary(StringComparer.Ordinal);
}

namespace NnBridge.Parsers.Onnx.Mapping.Contrib;

/// <summary>Operators of the domain <c>com.microsoft</c>, which optimised, quantized and exported transformer models carry.</summary>
internal static class ContribOperators
{
    /// <summary>Name of the domain.</summary>
    public const string Domain = "com.microsoft";

    private const string Search = "runs whole decoding loops with models inside, which an app does around a session";
    private const string InPlace = "has a cache that is written in place, which is not supported";

    /// <summary>One table per family, each entry in the family's file.</summary>
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = OperatorFamilies.Join(
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
        MovementMapping.Operators);

    /// <summary>Operators that runtimes have added to ONNX's own domain without ONNX having them.</summary>
    public static IReadOnlyDictionary<string, OperatorMapping> InMainDomain { get; } = new Dictionary<string, OperatorMapping>
    {
        ["SimplifiedLayerNormalization"] = SkipNormalizationMapping.Operators["SimplifiedLayerNormalization"],
    };

    /// <summary>Operators that are not mapped, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> NotMapped { get; } = new Dictionary<string, string>
    {
        ["BeamSearch"] = Search,
        ["GreedySearch"] = Search,
        ["Sampling"] = Search,
        ["WhisperBeamSearch"] = Search,
        ["Tokenizer"] = "works on strings, which are not among the element types",
        ["CropAndResize"] = "cuts boxes out of images, which is not supported",
        ["DecoderMaskedMultiHeadAttention"] = InPlace,
        ["GatherBlockQuantized"] = "picks rows of weights of few bits, which is not supported",
        ["Inverse"] = "inverts matrices, for which there is no operator",
        ["MatMulBnb4"] = "has weights of few bits that a table gives a meaning, which is not supported",
        ["MoE"] = "chooses among experts, which is not supported",
        ["PagedAttention"] = InPlace,
        ["QMoE"] = "chooses among quantized experts, which is not supported",
        ["SparseAttention"] = InPlace,
    };
}

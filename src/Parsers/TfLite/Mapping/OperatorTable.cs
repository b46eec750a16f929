using System.Collections.Frozen;
using NnBridge.Parsers.TfLite.Schema;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Which operator of the format is mapped by whom, and why the others are not.</summary>
internal static class OperatorTable
{
    private const string HashTables = "hash tables of TensorFlow Lite map strings to numbers or numbers to strings, and strings are not among the element types";
    private const string Text = "works on strings, which are not among the element types";
    private const string Random = "draws random numbers, and generators are not among the operators";
    private const string NoKernel = "TensorFlow Lite has no kernel for it either, so that nothing says what it computes";
    private const string Placeholder = "stands for another operator and never occurs in a file";
    private const string Library = "calls a function of some library by name, and no library of such functions is known here";
    private const string Hashes = "compares hashes of the bytes of its input with a hash function that is not among the operators";

    /// <summary>Built-in operators: one table per family, each entry in the family's file.</summary>
    public static FrozenDictionary<TfLiteBuiltinOperator, OperatorMapping> Builtins { get; } = new[]
    {
        ActivationMapping.Operators,
        ControlFlowMapping.Operators,
        ConversionMapping.Operators,
        DenseMapping.Operators,
        DetectionMapping.Operators,
        ElementwiseMapping.Operators,
        GatherMapping.Operators,
        ImageMapping.Operators,
        JoinMapping.Operators,
        LayoutMapping.Operators,
        LstmMapping.Operators,
        PoolMapping.Operators,
        RecurrentMapping.Operators,
        ReductionMapping.Operators,
        SearchMapping.Operators,
        SegmentMapping.Operators,
        ShapeMapping.Operators,
        SliceMapping.Operators,
        SparseMapping.Operators,
        StablehloDenseMapping.Operators,
        StablehloIndexMapping.Operators,
        StablehloLayoutMapping.Operators,
        StablehloMapping.Operators,
        StablehloReductionMapping.Operators,
        VariableMapping.Operators,
        WindowMapping.Operators,
    }.SelectMany(family => family).ToFrozenDictionary();

    /// <summary>Custom operators by name.</summary>
    public static FrozenDictionary<string, OperatorMapping> Customs { get; } =
        new[] { DetectionMapping.Customs, MediaPipeMapping.Customs, SignalMapping.Customs, SignalStreamMapping.Customs }.SelectMany(family => family).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Built-in operators that are not mapped, with the reason. Every other operator of the schema is in <see cref="Builtins"/>.</summary>
    public static FrozenDictionary<TfLiteBuiltinOperator, string> NotMapped { get; } = new Dictionary<TfLiteBuiltinOperator, string>
    {
        [TfLiteBuiltinOperator.HASHTABLE] = HashTables,
        [TfLiteBuiltinOperator.HASHTABLE_FIND] = HashTables,
        [TfLiteBuiltinOperator.HASHTABLE_IMPORT] = HashTables,
        [TfLiteBuiltinOperator.HASHTABLE_SIZE] = HashTables,
        [TfLiteBuiltinOperator.LSH_PROJECTION] = Hashes,
        [TfLiteBuiltinOperator.SKIP_GRAM] = Text,
        [TfLiteBuiltinOperator.CONCAT_EMBEDDINGS] = NoKernel,
        [TfLiteBuiltinOperator.RANDOM_STANDARD_NORMAL] = Random,
        [TfLiteBuiltinOperator.RANDOM_UNIFORM] = Random,
        [TfLiteBuiltinOperator.MULTINOMIAL] = Random,
        [TfLiteBuiltinOperator.STABLEHLO_RNG_BIT_GENERATOR] = Random,
        [TfLiteBuiltinOperator.DELEGATE] = Placeholder,
        [TfLiteBuiltinOperator.PLACEHOLDER_FOR_GREATER_OP_CODES] = Placeholder,
        [TfLiteBuiltinOperator.STABLEHLO_CUSTOM_CALL] = Library,
    }.ToFrozenDictionary();

    /// <summary>Who maps <paramref name="operator"/>.</summary>
    /// <exception cref="UnmappedException">Nobody; says why.</exception>
    public static OperatorMapping Find(TfLiteOperator @operator)
    {
        if (@operator.Code == TfLiteBuiltinOperator.CUSTOM) return Customs.GetValueOrDefault(@operator.CustomCode, CustomMapping.Map);
        if (Builtins.TryGetValue(@operator.Code, out OperatorMapping? mapping)) return mapping;
        throw new UnmappedException(NotMapped.GetValueOrDefault(@operator.Code, "unknown to this version"));
    }

    /// <summary>Why <paramref name="operator"/> cannot be mapped whatever its operands are; null when it can.</summary>
    public static string? WhyNot(TfLiteOperator @operator) =>
        @operator.Code == TfLiteBuiltinOperator.CUSTOM || Builtins.ContainsKey(@operator.Code)
            ? null
            : NotMapped.GetValueOrDefault(@operator.Code, "unknown to this version");
}

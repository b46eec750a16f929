using System.Collections.Frozen;
using NnBridge.Parsers.TfLite.Schema;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Which operator of the format is mapped by whom, and why the others are not.</summary>
internal static class OperatorTable
{
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
        ReductionMapping.Operators,
        ShapeMapping.Operators,
        SliceMapping.Operators,
        VariableMapping.Operators,
    }.SelectMany(family => family).ToFrozenDictionary();

    /// <summary>Custom operators by name.</summary>
    public static FrozenDictionary<string, OperatorMapping> Customs { get; } =
        new[] { DetectionMapping.Customs }.SelectMany(family => family).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Built-in operators that are not mapped, with the reason. Every other operator of the schema is in <see cref="Builtins"/>.</summary>
    public static FrozenDictionary<TfLiteBuiltinOperator, string> NotMapped { get; } = new Dictionary<TfLiteBuiltinOperator, string>
    {
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

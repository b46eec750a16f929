using NnBridge.Parsers.Onnx.Mapping.Contrib;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Which operator is mapped by whom, and why the others are not.</summary>
internal static class OperatorTable
{
    private const string Text = "works on strings, which are not among the element types";
    private const string Training = "is for training";

    /// <summary>Operators of ONNX itself: one table per family, each entry in the family's file.</summary>
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = OperatorFamilies.Join(
        ActivationMapping.Operators,
        AttentionMapping.Operators,
        ControlFlowMapping.Operators,
        ConstantMapping.Operators,
        ConversionMapping.Operators,
        DenseMapping.Operators,
        ElementwiseMapping.Operators,
        ExperimentalMapping.Operators,
        GatherMapping.Operators,
        ImageMapping.Operators,
        IntegerMapping.Operators,
        JoinMapping.Operators,
        LossMapping.Operators,
        NormalizationMapping.Operators,
        PoolMapping.Operators,
        QuantizationMapping.Operators,
        RandomMapping.Operators,
        RecurrentMapping.Operators,
        ReductionMapping.Operators,
        RegionMapping.Operators,
        ResizeMapping.Operators,
        SearchMapping.Operators,
        SequenceMapping.Operators,
        ShapeMapping.Operators,
        SignalMapping.Operators,
        SliceMapping.Operators,
        VectorizerMapping.Operators);

    /// <summary>Operators of the domain <c>ai.onnx.preview</c>.</summary>
    public static IReadOnlyDictionary<string, OperatorMapping> Preview => FlexAttentionMapping.Operators;

    /// <summary>Operators that are not mapped, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> NotMapped { get; } = new Dictionary<string, string>
    {
        ["StringNormalizer"] = Text,
        ["StringConcat"] = Text,
        ["StringSplit"] = Text,
        ["RegexFullMatch"] = Text,
        ["ImageDecoder"] = "decodes image files, which an app does before inference",
    };

    /// <summary>Who maps the operator of <paramref name="context"/>, null when nobody does.</summary>
    public static OperatorMapping? Find(MappingContext context)
    {
        if (context.Graph.File.Function(context.Node) is not null) return FunctionMapping.Map;
        if (context.Operator.Domain.Length == 0 && Operators.TryGetValue(context.Operator.Type, out OperatorMapping? mapping)) return mapping;
        if (context.Operator.Domain == "ai.onnx.preview" && Preview.TryGetValue(context.Operator.Type, out mapping)) return mapping;
        if (context.Operator.Domain == ContribOperators.Domain && ContribOperators.Operators.TryGetValue(context.Operator.Type, out mapping)) return mapping;
        if (context.Operator.Domain.Length == 0 && ContribOperators.InMainDomain.TryGetValue(context.Operator.Type, out mapping)) return mapping;
        if (Module(context) is { } module && Listed(module, context)?.Support.IsSupported == true) return c => module.Map(new OnnxNode(c));
        return CustomMapping.Find(context);
    }

    private static IOnnxOperators? Module(MappingContext context) => context.Graph.File.Modules.FirstOrDefault(m => m.Domain == context.Operator.Domain);

    private static FormatOperator? Listed(IOnnxOperators module, MappingContext context) => module.Operators.FirstOrDefault(o => o.Name == context.Operator.Type);

    /// <summary>Why nobody does.</summary>
    public static string WhyNot(MappingContext context) => context.Operator switch
    {
        { Domain: "" } name => NotMapped.GetValueOrDefault(name.Type, "unknown to this version"),
        { Domain: ContribOperators.Domain } name => ContribOperators.NotMapped.GetValueOrDefault(name.Type, "unknown to this version"),
        { Domain: "ai.onnx.preview.training" or "ai.onnx.training" } => Training,
        _ when Module(context) is { } module => Listed(module, context)?.Support.Reason ?? "unknown to this version",
        { Domain: "ai.onnx.ml" } => "domain 'ai.onnx.ml' is read by an optional part of the parser, which the app did not bring",
        var name => $"domain '{name.Domain}' is unknown, and the app brought no such operator",
    };
}

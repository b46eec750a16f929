using NnBridge.Ops;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Custom operators without a mapping of their own: bound to the app's implementation, or kept by name for a backend that knows them.</summary>
internal static class CustomMapping
{
    public const string Domain = "tflite";

    public static void Map(MappingContext context)
    {
        string code = context.Operator.CustomCode;
        ICustomOperator? implementation = context.Graph.File.Options.CustomOperators.FirstOrDefault(c => c.Domain == Domain && c.Code == code);
        var declared = Enumerable.Range(0, context.OutputCount).Select(context.OutputInfo).ToValueList();
        context.Emit(new CustomOp(Domain, code, context.Operator.CustomOptions, declared) { Implementation = implementation }, context.AllInputs());
    }
}

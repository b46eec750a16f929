using Google.Protobuf;
using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Operators that the app brought along.</summary>
internal static class CustomMapping
{
    /// <summary>The mapping when the app has such an operator, else null.</summary>
    public static OperatorMapping? Find(MappingContext context) => Implementation(context) is null ? null : Map;

    /// <summary>The options of the operator are the node as the file has it: attributes and all.</summary>
    private static void Map(MappingContext context) => context.Emit(
        new CustomOp(context.Operator.Domain, context.Operator.Type, context.Node.ToByteArray(), []) { Implementation = Implementation(context) }, context.AllInputs());

    private static ICustomOperator? Implementation(MappingContext context) =>
        context.Graph.File.Options.CustomOperators.FirstOrDefault(c => c.Domain == context.Operator.Domain && c.Code == context.Operator.Type);
}

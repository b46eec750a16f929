namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>If, Loop and Scan.</summary>
internal static class ControlFlowMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>();
}

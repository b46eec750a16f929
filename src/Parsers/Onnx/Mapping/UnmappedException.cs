namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>A mapping meets a variant of its operator that it cannot express. It is collected with the others and reported once.</summary>
internal sealed class UnmappedException(string reason) : Exception(reason);

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>A node has no form in ONNX; the writer of the graph adds which node it is.</summary>
internal sealed class UnwritableException(string reason) : Exception(reason);

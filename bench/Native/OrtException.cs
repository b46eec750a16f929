namespace NnBridge.Bench.Native;

/// <summary>ONNX Runtime reports an error, or is not the library that is expected.</summary>
internal sealed class OrtException(string message) : NnBridgeException(message);

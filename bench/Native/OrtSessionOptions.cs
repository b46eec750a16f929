namespace NnBridge.Bench.Native;

/// <summary>How ONNX Runtime is set up.</summary>
/// <param name="Threads">Threads of one run, the calling one included.</param>
/// <param name="ProfilePrefix">Start of the file name of its profile; null for none.</param>
/// <param name="Optimize">Whether it may rewrite the model.</param>
internal sealed record OrtSessionOptions(int Threads = 1, string? ProfilePrefix = null, bool Optimize = true);

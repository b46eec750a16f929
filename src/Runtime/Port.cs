namespace NnBridge.Runtime;

/// <summary>An input, output or state of a session.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Info">Type, shape and quantization.</param>
public sealed record Port(string Name, TensorInfo Info);

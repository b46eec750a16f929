namespace NnBridge;

/// <summary>A model file.</summary>
/// <param name="Name">File name, for messages.</param>
/// <param name="Bytes">The whole file. Constants of the network are slices of it: it must not change.</param>
/// <param name="OpenCompanion">Reads a file beside the model (external weights) by its relative path; null when there are none.</param>
public sealed record ModelSource(string Name, ReadOnlyMemory<byte> Bytes, Func<string, ReadOnlyMemory<byte>>? OpenCompanion = null);

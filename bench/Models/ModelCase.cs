using System.Collections.Immutable;

namespace NnBridge.Bench.Models;

/// <summary>A model to be measured.</summary>
/// <param name="Name">How tables name it.</param>
/// <param name="Path">The ONNX file.</param>
/// <param name="IsInteger">Whether its products are those of integers, so that no float precision applies.</param>
/// <param name="InputFiles">The .npy files of inputs, by name; what is missing is random.</param>
internal sealed record ModelCase(string Name, string Path, bool IsInteger, ImmutableDictionary<string, string> InputFiles);

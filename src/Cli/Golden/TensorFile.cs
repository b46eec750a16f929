using System.Collections.Immutable;
using NnBridge.Cli.Npy;
using NnBridge.Parsers.Onnx;

namespace NnBridge.Cli.Golden;

/// <summary>Reads the tensors of golden cases, whatever file format a case uses.</summary>
internal static class TensorFile
{
    /// <summary>Extension of tensors in the form that ONNX test data has.</summary>
    public const string Protobuf = ".pb";

    /// <summary>The one tensor of a file.</summary>
    /// <exception cref="InvalidDataException">The file is malformed, or holds another number of tensors.</exception>
    /// <exception cref="InvalidModelException">An ONNX tensor is malformed.</exception>
    public static Tensor Read(string path) => ReadAll(path) is [var only] ? only
        : throw new InvalidDataException($"{path}: holds {ReadAll(path).Length} tensors, expected 1");

    /// <summary>The tensors of a file: one, or those of an ONNX sequence.</summary>
    /// <exception cref="InvalidDataException">The file is malformed.</exception>
    /// <exception cref="InvalidModelException">An ONNX tensor is malformed.</exception>
    public static ImmutableArray<Tensor> ReadAll(string path) =>
        Path.GetExtension(path) == Protobuf ? OnnxParser.ReadTensors(File.ReadAllBytes(path), Path.GetFileName(path)) : [NpyFile.Read(path)];
}

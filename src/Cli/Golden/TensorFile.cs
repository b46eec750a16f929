using NnBridge.Cli.Npy;
using NnBridge.Parsers.Onnx;

namespace NnBridge.Cli.Golden;

/// <summary>Reads the tensors of golden cases, whatever file format a case uses.</summary>
internal static class TensorFile
{
    /// <summary>Extension of tensors in the form that ONNX test data has.</summary>
    public const string Protobuf = ".pb";

    /// <exception cref="InvalidDataException">The file is malformed.</exception>
    /// <exception cref="InvalidModelException">An ONNX tensor is malformed.</exception>
    public static Tensor Read(string path) =>
        Path.GetExtension(path) == Protobuf ? OnnxParser.ReadTensor(File.ReadAllBytes(path), Path.GetFileName(path)) : NpyFile.Read(path);
}

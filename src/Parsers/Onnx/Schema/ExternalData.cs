using System.Globalization;

namespace NnBridge.Parsers.Onnx.Schema;

/// <summary>Data of tensors in a file beside the model.</summary>
internal static class ExternalData
{
    /// <summary>The bytes of a tensor.</summary>
    /// <exception cref="InvalidModelException">The file is not there, lies outside of the model's folder, or is too short.</exception>
    public static ReadOnlyMemory<byte> Read(TensorProto tensor, ModelSource source)
    {
        string location = Entry(tensor, "location") ?? throw Bad(tensor, "has external data without a location");
        if (Path.IsPathRooted(location) || location.Split('/', '\\').Contains(".."))
            throw Bad(tensor, $"refers to '{location}', which is outside of the model's folder");
        if (source.OpenCompanion is null) throw Bad(tensor, $"refers to '{location}', but the model has no folder to look in");
        ReadOnlyMemory<byte> file = source.OpenCompanion(location);
        long offset = Number(tensor, "offset") ?? 0;
        if (offset < 0 || offset > file.Length) throw Bad(tensor, $"begins at {offset}, '{location}' has {file.Length} bytes");
        long length = Number(tensor, "length") ?? file.Length - offset;
        if (length < 0 || length > file.Length - offset) throw Bad(tensor, $"takes {length} bytes at {offset}, '{location}' has {file.Length} bytes");
        return file.Slice((int)offset, (int)length);
    }

    private static string? Entry(TensorProto tensor, string key) => tensor.ExternalData.FirstOrDefault(e => e.Key == key)?.Value;

    private static long? Number(TensorProto tensor, string key)
    {
        if (Entry(tensor, key) is not { } text) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
            : throw Bad(tensor, $"has {key} '{text}', expected a number");
    }

    private static InvalidModelException Bad(TensorProto tensor, string problem) => new($"tensor '{tensor.Name}': {problem}");
}

using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>The version of each vocabulary that a graph or function is written in.</summary>
internal sealed class OpsetTable
{
    private const string OldName = "ai.onnx";

    private readonly Dictionary<string, int> _versions = new(StringComparer.Ordinal);

    /// <param name="imports">What the file states.</param>
    public OpsetTable(IEnumerable<OperatorSetIdProto> imports)
    {
        foreach (OperatorSetIdProto import in imports)
        {
            if (import.Version is < 0 or > int.MaxValue) throw new InvalidModelException($"opset version {import.Version} of domain '{import.Domain}', expected a positive number");
            _versions[Normalize(import.Domain)] = (int)import.Version;
        }
    }

    /// <summary>The version of a vocabulary; 1 when the file does not say, which was allowed in its first version.</summary>
    public int this[string domain] => _versions.GetValueOrDefault(Normalize(domain), 1);

    /// <summary>The vocabulary's usual name: ONNX's own has two.</summary>
    public static string Normalize(string domain) => domain == OldName ? "" : domain;
}

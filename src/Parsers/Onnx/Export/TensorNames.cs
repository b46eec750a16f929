using System.Globalization;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Names of tensors and nodes, each once in a model: graphs inside of graphs see the names around them.</summary>
internal sealed class TensorNames
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    /// <summary>A name like the one wanted that nothing else has.</summary>
    public string Unique(string wanted)
    {
        // An empty name means an operand that is left out.
        if (wanted.Length == 0) wanted = "tensor";
        if (_used.Add(wanted)) return wanted;
        int number = _next.GetValueOrDefault(wanted, 1);
        string name;
        do name = string.Create(CultureInfo.InvariantCulture, $"{wanted}_{number++}");
        while (!_used.Add(name));
        _next[wanted] = number;
        return name;
    }
}

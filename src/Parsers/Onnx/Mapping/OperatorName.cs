namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>What a node names: an operator or a function.</summary>
/// <param name="Domain">Vocabulary; empty for ONNX itself.</param>
/// <param name="Type">Name in it.</param>
/// <param name="Overload">Tells functions of one name apart.</param>
internal sealed record OperatorName(string Domain, string Type, string Overload = "")
{
    public override string ToString() => Domain.Length == 0 ? Type : $"{Domain}.{Type}";
}

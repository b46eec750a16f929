namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Puts the tables of families together.</summary>
internal static class OperatorFamilies
{
    /// <summary>A plain dictionary: it is made in every process that reads a model, and a frozen one takes longer to make than all that is looked up in it.</summary>
    public static IReadOnlyDictionary<string, OperatorMapping> Join(params IReadOnlyDictionary<string, OperatorMapping>[] families)
    {
        var joined = new Dictionary<string, OperatorMapping>(StringComparer.Ordinal);
        foreach (IReadOnlyDictionary<string, OperatorMapping> family in families)
            foreach ((string name, OperatorMapping mapping) in family) joined.Add(name, mapping);
        return joined;
    }
}

namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>Checks indices between the parts of a model, once, where they are read.</summary>
internal static class TfLiteIndices
{
    /// <summary>Indices that must all lead somewhere.</summary>
    /// <param name="indices">The indices.</param>
    /// <param name="count">Number of things they may lead to.</param>
    /// <param name="where">What the indices are, for the message.</param>
    /// <param name="optional">Whether -1 is allowed.</param>
    /// <exception cref="InvalidModelException">One is outside.</exception>
    public static ValueList<int> Check(ValueList<int> indices, int count, string where, bool optional = false)
    {
        foreach (int index in indices) Check(index, count, where, optional);
        return indices;
    }

    /// <summary>An index that must lead somewhere.</summary>
    /// <inheritdoc cref="Check(ValueList{int}, int, string, bool)"/>
    public static int Check(long index, int count, string where, bool optional = false) =>
        index >= (optional ? TfLiteOperator.Omitted : 0) && index < count
            ? (int)index
            : throw new InvalidModelException($"{where} has index {index}, expected 0 to {count - 1}{(optional ? ", or -1" : "")}");
}

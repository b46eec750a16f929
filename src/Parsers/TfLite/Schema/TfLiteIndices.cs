namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>Checks indices between the parts of a model, once, where they are read.</summary>
internal static class TfLiteIndices
{
    /// <summary>Indices that must all lead somewhere.</summary>
    /// <param name="indices">The indices.</param>
    /// <param name="count">Number of things they may lead to.</param>
    /// <param name="where">What has the indices; turned into text for a message only.</param>
    /// <param name="what">What they lead to.</param>
    /// <param name="optional">Whether -1 is allowed.</param>
    /// <exception cref="InvalidModelException">One is outside.</exception>
    public static ValueList<int> Check<TPlace>(ValueList<int> indices, int count, TPlace where, string what, bool optional = false)
    {
        foreach (int index in indices) Check(index, count, where, what, optional);
        return indices;
    }

    /// <summary>An index that must lead somewhere.</summary>
    /// <inheritdoc cref="Check{TPlace}(ValueList{int}, int, TPlace, string, bool)"/>
    public static int Check<TPlace>(long index, int count, TPlace where, string what, bool optional = false) =>
        index >= (optional ? TfLiteOperator.Omitted : 0) && index < count
            ? (int)index
            : throw new InvalidModelException($"{where}: {what} has index {index}, expected 0 to {count - 1}{(optional ? ", or -1" : "")}");
}

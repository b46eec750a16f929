namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>A part of a model, for messages. Becomes text only when something is wrong with it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Index">Its number.</param>
/// <param name="Subgraph">Number of the graph it belongs to; null when it belongs to none.</param>
internal readonly record struct TfLitePlace(string Kind, int Index, int? Subgraph = null)
{
    /// <inheritdoc/>
    public override string ToString() => Subgraph is { } subgraph ? $"subgraph {subgraph}: {Kind} {Index}" : $"{Kind} {Index}";
}

using System.Collections.Immutable;

namespace NnBridge;

/// <summary>Facts about a model file in its own vocabulary.</summary>
/// <param name="Format">Name of the format.</param>
/// <param name="Description">Description and version stored in the file.</param>
/// <param name="Operators">Operator name and how often it occurs, all subgraphs together, sorted by name.</param>
/// <param name="Unsupported">Every operator the parser cannot map, and why.</param>
/// <param name="Signatures">Names of the entry points that <see cref="ParseOptions.Signature"/> accepts.</param>
/// <param name="Subgraphs">Number of graphs in the file.</param>
/// <param name="WeightBytes">Bytes of constant data.</param>
public sealed record ModelSummary(string Format, string Description, ImmutableArray<KeyValuePair<string, int>> Operators,
    ImmutableArray<UnsupportedOperator> Unsupported, ImmutableArray<string> Signatures, int Subgraphs, long WeightBytes);

using System.Collections.Immutable;

namespace NnBridge;

/// <summary>How to read a model.</summary>
public sealed record ParseOptions
{
    /// <summary>Shapes to give to inputs, by name, in place of what the file states.</summary>
    public IReadOnlyDictionary<string, Shape> InputShapes { get; init; } = new Dictionary<string, Shape>();

    /// <summary>Name of the entry point to read; null takes the first, or the main graph.</summary>
    public string? Signature { get; init; }

    /// <summary>Index of the graph to read, for files with several; null takes the main one. Excludes <see cref="Signature"/>.</summary>
    public int? Subgraph { get; init; }

    /// <summary>Operators of the app that custom nodes are bound to.</summary>
    public ImmutableArray<ICustomOperator> CustomOperators { get; init; } = [];

    /// <summary>Most tables, tensors and nodes to read before a file is refused as hostile.</summary>
    public int ElementBudget { get; init; } = 1_000_000;
}

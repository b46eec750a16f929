using System.Collections.Immutable;

namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>A model file, read completely. All indices between its parts have been checked.</summary>
internal sealed record TfLiteModel
{
    /// <summary>Version of the schema; 3 in every file of the last years.</summary>
    public required uint Version { get; init; }

    /// <summary>Free text, for people.</summary>
    public required string Description { get; init; }

    /// <summary>The graphs, at least one; number 0 is the main one. Calls between them can be followed recursively.</summary>
    public required ImmutableArray<TfLiteSubgraph> Subgraphs { get; init; }

    /// <summary>Named entry points; empty in files that have none.</summary>
    public required ImmutableArray<TfLiteSignature> Signatures { get; init; }

    /// <summary>Named blobs that describe the model.</summary>
    public required ImmutableArray<TfLiteMetadata> Metadata { get; init; }
}

/// <summary>A named entry point.</summary>
/// <param name="Key">Its name, for instance <c>serving_default</c>.</param>
/// <param name="Subgraph">Index of the graph that it runs.</param>
/// <param name="Inputs">Names of inputs.</param>
/// <param name="Outputs">Names of outputs.</param>
internal sealed record TfLiteSignature(string Key, int Subgraph, ImmutableArray<TfLiteAlias> Inputs, ImmutableArray<TfLiteAlias> Outputs);

/// <summary>The name that a signature gives to a tensor.</summary>
/// <param name="Name">The name.</param>
/// <param name="Tensor">Index of the tensor in the signature's graph.</param>
internal sealed record TfLiteAlias(string Name, int Tensor);

/// <summary>A named blob.</summary>
/// <param name="Name">What it is, for instance <c>min_runtime_version</c>.</param>
/// <param name="Data">A slice of the file.</param>
internal sealed record TfLiteMetadata(string Name, ReadOnlyMemory<byte> Data);

using System.Collections.Immutable;

namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>One graph of a model.</summary>
internal sealed record TfLiteSubgraph
{
    /// <summary>Its number in the model.</summary>
    public required int Index { get; init; }

    /// <summary>Name, for people; may be empty.</summary>
    public required string Name { get; init; }

    /// <summary>All tensors: inputs, constants, variables, results.</summary>
    public required ImmutableArray<TfLiteTensor> Tensors { get; init; }

    /// <summary>Indices of the tensors that are given.</summary>
    public required ValueList<int> Inputs { get; init; }

    /// <summary>Indices of the tensors that are wanted.</summary>
    public required ValueList<int> Outputs { get; init; }

    /// <summary>The operators, in the order in which they run.</summary>
    public required ImmutableArray<TfLiteOperator> Operators { get; init; }
}

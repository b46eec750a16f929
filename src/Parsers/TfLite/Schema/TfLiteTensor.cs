using System.Collections.Immutable;

namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>One tensor of a graph.</summary>
internal sealed record TfLiteTensor
{
    /// <summary>Its number in the graph.</summary>
    public required int Index { get; init; }

    /// <summary>Name, for people; may be empty or occur twice.</summary>
    public required string Name { get; init; }

    /// <summary>Element type.</summary>
    public required TfLiteTensorType Type { get; init; }

    /// <summary>Sizes of the dimensions; one that <see cref="ShapeSignature"/> leaves open is usually 1 here, or -1.</summary>
    public required ValueList<int> Shape { get; init; }

    /// <summary>The shape with -1 for open dimensions; empty, or of the same rank as <see cref="Shape"/>.</summary>
    public required ValueList<int> ShapeSignature { get; init; }

    /// <summary>Whether an empty <see cref="Shape"/> means a scalar for certain. Most files do not state it for anything.</summary>
    public required bool HasRank { get; init; }

    /// <summary>Content: a slice of the file, of any alignment, not compared with the shape; null when there is none.</summary>
    /// <remarks>Some writers give an empty buffer to tensors without content, so an empty one only counts when the shape has a 0.</remarks>
    public required ReadOnlyMemory<byte>? Data { get; init; }

    /// <summary>Where the content lies in another file; null when it does not.</summary>
    public required TfLiteExternalBuffer? External { get; init; }

    /// <summary>Number of the buffer, 0 for none. Tensors with the same number share content.</summary>
    public required int Buffer { get; init; }

    /// <summary>How integers stand for real numbers; null when not stated.</summary>
    public required TfLiteQuantization? Quantization { get; init; }

    /// <summary>Whether the tensor keeps its content from run to run; it starts as zeros.</summary>
    public required bool IsVariable { get; init; }

    /// <summary>How <see cref="Data"/> encodes a sparse tensor; null when it is dense.</summary>
    public required TfLiteSparsity? Sparsity { get; init; }

    /// <summary>Types of the elements when <see cref="Type"/> is <see cref="TfLiteTensorType.Variant"/>.</summary>
    public required ImmutableArray<TfLiteVariantType> VariantTypes { get; init; }

    /// <summary>Whether the file holds the content.</summary>
    public bool IsConstant => External is not null || (Data is { } data && (!data.IsEmpty || Shape.Span.Contains(0)));

    /// <summary>Number and name, for messages.</summary>
    public override string ToString() => $"tensor {Index} '{Name}'";
}

/// <summary>Type and shape of the tensors in a list.</summary>
/// <param name="Shape">Sizes, -1 where open.</param>
/// <param name="Type">Element type.</param>
/// <param name="HasRank">Whether the number of dimensions is known.</param>
internal sealed record TfLiteVariantType(ValueList<int> Shape, TfLiteTensorType Type, bool HasRank);

using System.Collections.Immutable;

namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>How a sparse tensor is stored: its dimensions in some order, each dense or compressed. Contents are not checked.</summary>
/// <param name="TraversalOrder">Order of the dimensions, those of the inner blocks last.</param>
/// <param name="BlockMap">Dimension that each block dimension belongs to; empty without blocks.</param>
/// <param name="Dimensions">One per entry of <paramref name="TraversalOrder"/>.</param>
internal sealed record TfLiteSparsity(ValueList<int> TraversalOrder, ValueList<int> BlockMap,
    ImmutableArray<TfLiteSparseDimension> Dimensions);

/// <summary>How one dimension of a sparse tensor is stored.</summary>
/// <param name="IsCompressed">Whether only some of its indices are stored, as in compressed sparse rows.</param>
/// <param name="DenseSize">Size, when not compressed.</param>
/// <param name="Segments">Where the indices of each element of the dimension before start and end, when compressed.</param>
/// <param name="Indices">The stored indices, when compressed.</param>
internal sealed record TfLiteSparseDimension(bool IsCompressed, int DenseSize, ValueList<int> Segments, ValueList<int> Indices);

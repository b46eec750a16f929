using NnBridge.Parsers.TfLite.Schema;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Writes out a tensor that is stored sparsely: a tree with one level per dimension, whose leaves are the stored elements.</summary>
internal sealed class SparseDecoder
{
    private readonly TfLiteTensor _tensor;
    private readonly TfLiteSparsity _sparsity;
    private readonly ReadOnlyMemory<byte> _stored;
    private readonly byte[] _dense;
    private readonly int _elementSize;
    private readonly int _rank;
    private readonly int[] _coordinate;

    private SparseDecoder(TfLiteTensor tensor, TensorInfo info, ReadOnlyMemory<byte> stored)
    {
        (_tensor, _sparsity, _stored) = (tensor, tensor.Sparsity!, stored);
        _rank = info.Shape.Rank;
        _elementSize = info.Type.BitWidth() / 8;
        _dense = new byte[info.ByteCount];
        _coordinate = new int[_sparsity.TraversalOrder.Count];
    }

    /// <summary>The dense content.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="info">Its type and shape.</param>
    /// <param name="stored">The stored elements.</param>
    /// <param name="mostBytes">Most bytes that it may grow to.</param>
    /// <exception cref="InvalidModelException">The description does not fit the tensor.</exception>
    public static ReadOnlyMemory<byte> Decode(TfLiteTensor tensor, TensorInfo info, ReadOnlyMemory<byte> stored, long mostBytes)
    {
        TfLiteSparsity s = tensor.Sparsity!;
        if (info.Type.IsPacked()) throw new UnmappedException($"{tensor} is sparse with elements smaller than a byte");
        if (info.ByteCount > mostBytes) throw new InvalidModelException($"{tensor} would grow to {info.ByteCount} bytes, more than the {mostBytes} that a file of this size may ask for");
        int levels = s.TraversalOrder.Count;
        bool permutation = s.TraversalOrder.Order().SequenceEqual(Enumerable.Range(0, levels));
        if (!permutation || s.Dimensions.Length != levels || levels != info.Shape.Rank + s.BlockMap.Count || s.BlockMap.Any(b => b < 0 || b >= info.Shape.Rank))
            throw new InvalidModelException($"{tensor}: {levels} levels, {s.Dimensions.Length} dimensions and {s.BlockMap.Count} blocks do not describe shape {info.Shape}");
        var decoder = new SparseDecoder(tensor, info, stored);
        decoder.Visit(0, 0, info.Shape);
        return decoder._dense;
    }

    private void Visit(int level, int position, Shape shape)
    {
        if (level == _coordinate.Length)
        {
            Store(position, shape);
            return;
        }

        TfLiteSparseDimension dimension = _sparsity.Dimensions[level];
        int axis = _sparsity.TraversalOrder[level];
        if (!dimension.IsCompressed)
        {
            for (int i = 0; i < dimension.DenseSize; i++)
            {
                _coordinate[axis] = i;
                Visit(level + 1, checked((position * dimension.DenseSize) + i), shape);
            }

            return;
        }

        if (position + 1 >= dimension.Segments.Count) throw Bad($"level {level} has {dimension.Segments.Count} segments, {position + 2} are needed");
        for (int i = dimension.Segments[position]; i < dimension.Segments[position + 1]; i++)
        {
            if (i < 0 || i >= dimension.Indices.Count) throw Bad($"level {level} has {dimension.Indices.Count} indices, number {i} is asked for");
            _coordinate[axis] = dimension.Indices[i];
            Visit(level + 1, i, shape);
        }
    }

    private void Store(int position, Shape shape)
    {
        long place = 0;
        for (int d = 0; d < _rank; d++)
        {
            int coordinate = _coordinate[d];
            for (int b = 0; b < _sparsity.BlockMap.Count; b++)
                if (_sparsity.BlockMap[b] == d) coordinate = checked((coordinate * BlockSize(b)) + _coordinate[_rank + b]);
            if (coordinate < 0 || coordinate >= shape[d]) throw Bad($"coordinate {coordinate} of dimension {d} is outside {shape}");
            place = (place * shape[d]) + coordinate;
        }

        if ((position + 1L) * _elementSize > _stored.Length) throw Bad($"{_stored.Length} bytes are stored, element {position} is asked for");
        _stored.Span.Slice(position * _elementSize, _elementSize).CopyTo(_dense.AsSpan((int)place * _elementSize));
    }

    private int BlockSize(int block)
    {
        int level = 0;
        while (_sparsity.TraversalOrder[level] != _rank + block) level++;
        return _sparsity.Dimensions[level].DenseSize;
    }

    private InvalidModelException Bad(string problem) => new($"{_tensor}: sparse content: {problem}");
}

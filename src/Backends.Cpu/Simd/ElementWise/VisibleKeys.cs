using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>Which keys a query sees: a range that its place and the lengths allow, and what the mask says of it.</summary>
internal readonly unsafe struct VisibleKeys
{
    private readonly Attention _op;
    private readonly TensorBuffer _offset;
    private readonly TensorBuffer _lengths;
    private readonly bool _isBool;
    private readonly int _keys;
    private readonly int _maskKeys;
    private readonly nint _batchStride;
    private readonly nint _headStride;
    private readonly nint _queryStride;

    public VisibleKeys(Attention op, in KernelArgs args, int keys)
    {
        (_op, _keys, _maskKeys) = (op, keys, keys);
        _offset = args.Has(4) ? args.Input(4) : default;
        _lengths = args.Has(5) ? args.Input(5) : default;
        if (!args.Has(3)) return;
        TensorInfo mask = args.Input(3).Info;
        Shape shape = mask.Shape;
        (_isBool, _maskKeys) = (mask.Type == ElementType.Bool, shape[shape.Rank - 1]);
        (_queryStride, _headStride, _batchStride) = (Stride(shape, 2), Stride(shape, 3), Stride(shape, 4));
    }

    /// <summary>Keys of a batch that are there at all.</summary>
    public int Count(int batch) => _lengths.Info is null ? _keys : (int)Math.Clamp(IntegerOperand.At(_lengths, batch), 0, _keys);

    /// <summary>Applies the mask to the scores of one query, and says which are left.</summary>
    /// <param name="mask">The mask's numbers; null for none.</param>
    /// <param name="batch">Batch of the query.</param>
    /// <param name="head">Its head.</param>
    /// <param name="query">Its number.</param>
    /// <param name="scores">A score for each key; those that the mask hides become minus infinity.</param>
    /// <returns>First key, and the one behind the last; the same when none is seen.</returns>
    public (int From, int To) Mask(byte* mask, int batch, int head, int query, float* scores)
    {
        long place = query + (_offset.Info is null ? 0 : IntegerOperand.At(_offset, _offset.Info.ElementCount == 1 ? 0 : batch));
        long to = Math.Min(Count(batch), _maskKeys), from = _op.LeftWindow < 0 ? 0 : Math.Max(0, place - _op.LeftWindow);
        if (_op.IsCausal) to = Math.Min(to, place + 1);
        if (_op.RightWindow >= 0) to = Math.Min(to, place + _op.RightWindow + 1);
        if (from >= to) return (0, 0);
        var (first, end) = ((int)from, (int)to);
        if (mask == null) return (first, end);
        nint row = (batch * _batchStride) + (head * _headStride) + (query * _queryStride);
        if (_isBool)
            for (int j = first; j < end; j++) scores[j] = mask[row + j] != 0 ? scores[j] : float.NegativeInfinity;
        else
            BinaryLoop.Run<BinaryVectors.AddMask>(scores + first, 1, (float*)mask + row + first, 1, scores + first, end - first);
        for (int j = first; j < end; j++) if (!float.IsNegativeInfinity(scores[j])) return (first, end);
        return (0, 0);
    }

    /// <summary>Elements between neighbours along a dimension counted from the end; 0 where the mask has one of them for all.</summary>
    private static nint Stride(Shape shape, int fromEnd) =>
        fromEnd > shape.Rank || shape[shape.Rank - fromEnd] == 1 ? 0 : (nint)shape.Product(shape.Rank - fromEnd + 1, shape.Rank);
}

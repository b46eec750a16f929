using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference.Common;

/// <summary>What is added to the scores of one query.</summary>
internal readonly ref struct AttentionMask
{
    private readonly Attention _op;
    private readonly TensorBuffer _mask;
    private readonly TensorBuffer _offset;
    private readonly TensorBuffer _lengths;

    public AttentionMask(Attention op, in KernelArgs args)
    {
        _op = op;
        _mask = args.Has(3) ? args.Input(3) : default;
        _offset = args.Has(4) ? args.Input(4) : default;
        _lengths = args.Has(5) ? args.Input(5) : default;
    }

    /// <summary>Fills in the numbers for all keys; false when no key is seen.</summary>
    public bool Fill<T>(int batch, int head, int query, Span<T> bias) where T : unmanaged, IFloatingPointIeee754<T>
    {
        long place = query;
        if (_offset.Info is not null) place += IntegerOperand.At(_offset, _offset.Info.ElementCount == 1 ? 0 : batch);
        long length = _lengths.Info is null ? bias.Length : IntegerOperand.At(_lengths, batch);
        bool any = false;
        for (int j = 0; j < bias.Length; j++)
        {
            bool seen = j < length && (!_op.IsCausal || j <= place)
                && (_op.LeftWindow < 0 || place - j <= _op.LeftWindow) && (_op.RightWindow < 0 || j - place <= _op.RightWindow);
            bias[j] = seen ? Stated<T>(batch, head, query, j) : T.NegativeInfinity;
            any |= !T.IsNegativeInfinity(bias[j]);
        }

        return any;
    }

    private T Stated<T>(int batch, int head, int query, int key) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (_mask.Info is null) return T.Zero;
        Shape shape = _mask.Info.Shape;
        if (key >= shape[shape.Rank - 1]) return T.NegativeInfinity;
        int at = 0;
        for (int i = 0; i < shape.Rank; i++)
        {
            int coordinate = (i + 4 - shape.Rank) switch { 0 => batch, 1 => head, 2 => query, _ => key };
            at = (at * shape[i]) + (shape[i] == 1 ? 0 : coordinate);
        }

        return _mask.Info.Type != ElementType.Bool ? _mask.Span<T>()[at] : _mask.Span<bool>()[at] ? T.Zero : T.NegativeInfinity;
    }
}

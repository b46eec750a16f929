using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Kernels.Dense;

/// <summary>The loops of batched matrix products, for any numbers.</summary>
internal readonly ref struct MatMulWalk
{
    private readonly MatMul _op;
    private readonly int _m;
    private readonly int _n;
    private readonly int _k;
    private readonly int _batches;
    private readonly int _batchesOfA;

    public MatMulWalk(MatMul op, in KernelArgs args)
    {
        Shape a = args.Input(0).Info.Shape, y = args.Output(0).Info.Shape;
        _op = op;
        (_m, _n) = (y[y.Rank - 2], y[y.Rank - 1]);
        _k = a[a.Rank - (op.TransposeA ? 2 : 1)];
        _batches = (int)y.Product(0, y.Rank - 2);
        _batchesOfA = (int)a.Product(0, a.Rank - 2);
    }

    /// <summary>Rows of all matrices of the first operand, transposition left out of account.</summary>
    public int RowsOfA => _batchesOfA * (_op.TransposeA ? _k : _m);

    public void Run<TElement, TSum, TDot, TEpilogue>(in KernelArgs args, ReadOnlySpan<TElement> a, ReadOnlySpan<TElement> b, scoped TEpilogue epilogue)
        where TElement : unmanaged where TSum : struct where TDot : IDot<TElement, TSum> where TEpilogue : IEpilogue<TSum>, allows ref struct
    {
        Span<TElement> rows = args.Scratch.Rent<TElement>(_m * _k), columns = args.Scratch.Rent<TElement>(_n * _k);
        for (int batch = 0; batch < _batches; batch++)
        {
            int first = Matrix(batch, args.Input(0).Info.Shape, args.Output(0).Info.Shape), second = Matrix(batch, args.Input(1).Info.Shape, args.Output(0).Info.Shape);
            Pack(a.Slice(first * _m * _k, _m * _k), rows, _m, _k, _op.TransposeA);
            Pack(b.Slice(second * _n * _k, _n * _k), columns, _n, _k, !_op.TransposeB);
            for (int i = 0; i < _m; i++)
                for (int j = 0; j < _n; j++)
                    epilogue.Store((first * _m) + i, j, (((batch * _m) + i) * _n) + j,
                        TDot.Add(epilogue.Start(j), rows.Slice(i * _k, _k), columns.Slice(j * _k, _k)));
        }
    }

    /// <summary>Copies a matrix so that its rows have <paramref name="depth"/> elements.</summary>
    private static void Pack<T>(ReadOnlySpan<T> source, Span<T> target, int count, int depth, bool transpose)
    {
        if (!transpose)
        {
            source.CopyTo(target);
            return;
        }

        for (int i = 0; i < count; i++)
            for (int k = 0; k < depth; k++) target[(i * depth) + k] = source[(k * count) + i];
    }

    /// <summary>Which matrix of an operand belongs to a batch of the output.</summary>
    public static int Matrix(int batch, Shape operand, Shape output)
    {
        int matrix = 0, stride = 1;
        for (int i = 3; i <= output.Rank; i++)
        {
            int size = output[output.Rank - i], coordinate = batch % size;
            batch /= size;
            if (i > operand.Rank) continue;
            int own = operand[operand.Rank - i];
            if (own > 1) matrix += coordinate * stride;
            stride *= own;
        }

        return matrix;
    }
}

namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>Walks over a result in row-major order and tells which element of up to three operands belongs to each place.</summary>
internal ref struct BroadcastWalk
{
    private readonly Span<int> _sizes;
    private readonly Span<int> _coordinate;
    private readonly Span<int> _strides;
    private readonly int _operands;
    private readonly long _count;
    private long _done;
    private Offsets _offsets;

    /// <param name="args">Operands from <paramref name="first"/> on, and the result.</param>
    /// <param name="operands">How many operands.</param>
    /// <param name="first">Index of the first one.</param>
    public BroadcastWalk(in KernelArgs args, int operands, int first = 0)
    {
        Shape result = args.Output(0).Info.Shape;
        int rank = result.Rank;
        _sizes = args.Scratch.Rent<int>(rank);
        _coordinate = args.Scratch.Rent<int>(rank);
        _coordinate.Clear();
        _strides = args.Scratch.Rent<int>(rank * operands);
        _operands = operands;
        _count = result.ElementCount;
        for (int i = 0; i < rank; i++) _sizes[i] = result[i];
        for (int o = 0; o < operands; o++) SetStrides(_strides.Slice(o * rank, rank), args.Input(first + o).Info.Shape);
    }

    /// <summary>Element of each operand at the present place.</summary>
    public readonly int this[int operand] => _offsets[operand];

    /// <summary>Goes to the next place; the first call goes to the first. False after the last.</summary>
    public bool Next()
    {
        if (_done == _count) return false;
        if (_done++ == 0) return true;
        int rank = _sizes.Length;
        for (int axis = rank - 1; axis >= 0; axis--)
        {
            for (int o = 0; o < _operands; o++) _offsets[o] += _strides[(o * rank) + axis];
            if (++_coordinate[axis] < _sizes[axis]) return true;
            for (int o = 0; o < _operands; o++) _offsets[o] -= _strides[(o * rank) + axis] * _sizes[axis];
            _coordinate[axis] = 0;
        }

        return true;
    }

    private static void SetStrides(Span<int> strides, Shape operand)
    {
        int stride = 1, missing = strides.Length - operand.Rank;
        for (int i = strides.Length - 1; i >= 0; i--)
        {
            int size = i < missing ? 1 : operand[i - missing];
            strides[i] = size == 1 ? 0 : stride;
            stride *= size;
        }
    }

    [System.Runtime.CompilerServices.InlineArray(3)]
    private struct Offsets
    {
        private int _first;
    }
}

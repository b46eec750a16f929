using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Reference.Common;

/// <summary>Goes through an index tensor (operand 1) and tells which element of x (operand 0) each index means along one axis.</summary>
internal ref struct ElementIndexWalk
{
    private readonly TensorBuffer _indices;
    private readonly int _axis;
    private readonly Span<int> _sizes;
    private readonly Span<int> _extents;
    private readonly Span<int> _strides;
    private readonly Span<int> _coordinate;
    private readonly int _count;
    private int _next;

    public ElementIndexWalk(in KernelArgs args, int axis)
    {
        _indices = args.Input(1);
        Shape x = args.Input(0).Info.Shape, indices = _indices.Info.Shape;
        _axis = axis < 0 ? axis + x.Rank : axis;
        Span<int> memory = args.Scratch.Rent<int>(4 * x.Rank);
        _extents = memory[..x.Rank];
        _strides = memory.Slice(x.Rank, x.Rank);
        _sizes = memory.Slice(2 * x.Rank, x.Rank);
        _coordinate = memory.Slice(3 * x.Rank, x.Rank);
        Strides.Of(x, _extents, _strides);
        for (int i = 0; i < x.Rank; i++) _sizes[i] = indices[i];
        _coordinate.Clear();
        _count = (int)indices.ElementCount;
    }

    /// <summary>Element of x that the present index means.</summary>
    public int Place { get; private set; }

    /// <summary>Goes to the next index; false after the last.</summary>
    public bool Next()
    {
        if (_next == _count) return false;
        if (_next > 0) Coordinates.Next(_sizes, _coordinate);
        int along = IntegerOperand.Index(_indices, _next++, _extents[_axis]);
        Place = Coordinates.Offset(_coordinate, _strides) + ((along - _coordinate[_axis]) * _strides[_axis]);
        return true;
    }
}

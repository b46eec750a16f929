using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Kernels.Dense;

/// <summary>Goes through the outputs of a pooling operator in order, and tells which inputs each one looks at.</summary>
internal ref struct PoolWalk
{
    private readonly WindowAxis _d;
    private readonly WindowAxis _h;
    private readonly WindowAxis _w;
    private readonly int _batches;
    private readonly int _channels;
    private readonly bool _countPadding;
    private readonly Padding _padding;
    private readonly Span<int> _places;
    private readonly Span<int> _elements;
    private int _index;
    private int _found;

    public PoolWalk(Pool op, in KernelArgs args)
    {
        Shape input = args.Input(0).Info.Shape;
        (_d, _h, _w) = WindowAxis.All(input, args.Output(0).Info.Shape, op.Window.Span, op.Strides, op.Dilations, op.Padding);
        (_batches, _channels) = (input[0], input[input.Rank - 1]);
        _countPadding = op.CountIncludePad;
        _padding = op.Padding;
        _places = args.Scratch.Rent<int>(_d.Kernel * _h.Kernel * _w.Kernel);
        _elements = args.Scratch.Rent<int>(_places.Length);
        _index = -1;
    }

    /// <summary>Inputs of the present output.</summary>
    public readonly ReadOnlySpan<int> Places => _places[.._found];

    /// <summary>Number in the window of each of <see cref="Places"/>.</summary>
    public readonly ReadOnlySpan<int> Elements => _elements[.._found];

    /// <summary>What an average divides by.</summary>
    public int Count { get; private set; }

    /// <summary>Goes to the next output; false after the last.</summary>
    public bool Next()
    {
        _index++;
        int channel = _index % _channels, place = _index / _channels;
        int ow = place % _w.Output, oh = place / _w.Output % _h.Output, od = place / (_w.Output * _h.Output) % _d.Output;
        int n = place / (_w.Output * _h.Output * _d.Output);
        if (n >= _batches) return false;
        _found = Count = 0;
        for (int kd = 0; kd < _d.Kernel; kd++)
            for (int kh = 0; kh < _h.Kernel; kh++)
                for (int kw = 0; kw < _w.Kernel; kw++)
                {
                    int z = _d.InputAt(od, kd), y = _h.InputAt(oh, kh), x = _w.InputAt(ow, kw);
                    if (_d.Contains(z) && _h.Contains(y) && _w.Contains(x))
                    {
                        _elements[_found] = (((kd * _h.Kernel) + kh) * _w.Kernel) + kw;
                        _places[_found++] = (((((((n * _d.Input) + z) * _h.Input) + y) * _w.Input) + x) * _channels) + channel;
                        Count++;
                    }
                    else if (_countPadding && InPadding(_d, z, 0) && InPadding(_h, y, 1) && InPadding(_w, x, 2))
                    {
                        Count++;
                    }
                }

        return true;
    }

    /// <summary>Whether a place is inside the input or its padding; with ceiling, windows may reach beyond both.</summary>
    private readonly bool InPadding(WindowAxis axis, int place, int index)
    {
        int i = _padding.After.Count - 3 + index;
        int after = _padding.Mode switch
        {
            PaddingMode.Explicit => i >= 0 ? _padding.After[i] : 0,
            PaddingMode.Valid => 0,
            PaddingMode.SameUpper or PaddingMode.SameLower => int.MaxValue - axis.Input,
        };
        return place < axis.Input + after;
    }
}

using NnBridge.Backends.Cpu.Kernels.Dense;

namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>The rows of an input that comes band by band which are there at present.</summary>
internal unsafe struct RowBand
{
    private readonly float* _memory;
    private readonly int _rows;
    private readonly nint _rowFloats;
    private readonly WindowAxis _h;
    private readonly void* _context;
    private readonly delegate*<void*, nint, float*, nint, void> _source;
    private int _first;
    private int _end;

    /// <param name="memory">Memory for a band; the whole input where there is no source.</param>
    /// <param name="rows">Rows that fit.</param>
    /// <param name="rowFloats">Floats of a row.</param>
    /// <param name="h">Rows of windows.</param>
    /// <param name="context">Handed to the source.</param>
    /// <param name="source">Gives bands: context, first element, target, count. Null when all of the input is there.</param>
    public RowBand(float* memory, int rows, nint rowFloats, WindowAxis h, void* context, delegate*<void*, nint, float*, nint, void> source)
    {
        (_rows, _rowFloats, _h) = (rows, rowFloats, h);
        _memory = memory;
        _context = context;
        _source = source;
    }

    /// <summary>Rows of a band: as many as stay in the second-level cache, two windows at least, and no more than a part of the output sees.</summary>
    /// <param name="h">Rows of windows.</param>
    /// <param name="rowFloats">Floats of a row.</param>
    /// <param name="floats">Floats that stay there.</param>
    /// <param name="outputs">Rows of a part of the output.</param>
    public static int RowsOf(WindowAxis h, int rowFloats, int floats, int outputs) =>
        Math.Min(h.Input, Math.Min((outputs * h.Stride) + h.Extent, Math.Max(h.Extent + h.Stride, floats / Math.Max(1, rowFloats))));

    /// <summary>Makes sure that the input rows of an output row are there; returns where the input would begin if all of it were.</summary>
    public float* For(int row)
    {
        if (_source == null) return _memory;
        int n = row / _h.Output, y = _h.InputAt(row % _h.Output, 0), last = (n + 1) * _h.Input;
        int top = (n * _h.Input) + Math.Max(y, 0), bottom = (n * _h.Input) + Math.Min(_h.Input, y + _h.Extent), end = _end;
        if (top < _first || bottom > end)
        {
            int first = Math.Min(top, last - 1), kept = first >= _first ? Math.Max(end - first, 0) : 0;
            // Rows that the last windows and the next ones see are not computed twice.
            if (kept > 0) Buffer.MemoryCopy(_memory + ((first - _first) * _rowFloats), _memory, kept * _rowFloats * sizeof(float), kept * _rowFloats * sizeof(float));
            end = Math.Min(last, first + _rows);
            _source(_context, (first + kept) * _rowFloats, _memory + (kept * _rowFloats), (end - first - kept) * _rowFloats);
            (_first, _end) = (first, end);
        }

        return _memory - (_first * _rowFloats);
    }

    /// <summary>Rows of the output from one on that see nothing beyond the rows that are there; where all are, nothing beyond a band of them.</summary>
    public readonly int RowsTogether(int row)
    {
        int oh = row % _h.Output, left = _h.Output - oh, end = _source == null ? _h.InputAt(oh, 0) + _rows : _end - (row / _h.Output * _h.Input);
        return end >= _h.Input ? left : Math.Clamp(((end + _h.Before - _h.Extent) / _h.Stride) - oh + 1, 1, left);
    }
}

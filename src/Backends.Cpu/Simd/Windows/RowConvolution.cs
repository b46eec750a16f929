using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Emit;
using NnBridge.Backends.Cpu.Simd.Threading;

namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>A convolution of few channels, row by row of the result, by code that is written for its geometry.</summary>
/// <remarks>
/// Where windows reach over the left or right edge, the rows of the input that a row of windows sees are copied with their padding, each once;
/// they stay in the first-level cache meanwhile.
/// </remarks>
internal sealed unsafe class RowConvolution
{
    private const int Lanes = 16, VectorBytes = 64;

    /// <summary>Bytes of padded rows, which are on the stack.</summary>
    private const int MaxRing = 32 * 1024;

    /// <summary>Products below which a second thread costs more than it brings.</summary>
    private const long WorthSharing = 1_000_000;

    private readonly EmittedFunction<FloatRowJob> _wide;
    private readonly EmittedFunction<FloatRowJob> _rest;
    private readonly PackedBuffer _weights;
    private readonly PackedBuffer _start;
    private readonly PackedBuffer _nothing;
    private readonly WindowAxis _h;
    private readonly WindowAxis _w;
    private readonly FloatRow _tile;
    private readonly FloatClamp _clamp;
    private readonly int _columns;
    private readonly int _pixelBytes;
    private readonly int _ringRow;

    private RowConvolution(EmittedFunction<FloatRowJob> wide, EmittedFunction<FloatRowJob> rest, FloatRow tile, WindowShape shape, int columns, FloatClamp clamp)
    {
        (_wide, _rest, _tile, _h, _w, _columns, _clamp, _pixelBytes) = (wide, rest, tile, shape.H, shape.W, columns, clamp, shape.PixelBytes);
        int padded = shape.W.Padded.Input * _pixelBytes;
        _ringRow = RingRow(shape);
        _nothing = new PackedBuffer(padded);
        _start = new PackedBuffer((long)Vectors * VectorBytes);
        _weights = new PackedBuffer((long)_h.Kernel * tile.Units * Vectors * VectorBytes);
    }

    /// <summary>The kernel; null for other convolutions, where the processor lacks the instructions, and where code may not be written.</summary>
    /// <param name="shape">Windows, whose rows lie together.</param>
    /// <param name="columns">Output channels.</param>
    /// <param name="clamp">What happens to results; nothing else may.</param>
    /// <param name="units">Weights: a tap for each row of a window.</param>
    /// <param name="bias">What sums begin with; empty for zeros.</param>
    public static RowConvolution? Of(WindowShape shape, int columns, FloatClamp clamp, FloatUnits units, ReadOnlySpan<float> bias)
    {
        int perTap = shape.W.Kernel * shape.PixelBytes / sizeof(float);
        bool isFlat = shape.D is { Input: 1, Output: 1, Kernel: 1, Before: 0 };
        if (!isFlat || !clamp.IsComplete || perTap > FloatRow.MaxUnits || shape.W.Dilation != 1 || shape.W.Before < 0 || shape.W.Output == 0 || RingRow(shape) * shape.H.Extent > MaxRing) return null;
        int vectors = (columns + Lanes - 1) / Lanes;
        FloatRow tile = FloatRow.Best(perTap, shape.H.Kernel, shape.W.Stride * shape.PixelBytes, shape.W.Output, vectors);
        int last = vectors - ((vectors - 1) / tile.Vectors * tile.Vectors);
        if (EmittedRows.Find(tile) is not { } wide || EmittedRows.Find(tile with { Vectors = last }) is not { } rest) return null;
        var kernel = new RowConvolution(wide, rest, tile, shape, columns, clamp);
        kernel.Pack(units, bias);
        return kernel;
    }

    private int Vectors => (_columns + Lanes - 1) / Lanes;

    private int Panels => (Vectors + _tile.Vectors - 1) / _tile.Vectors;

    /// <summary>Windows in a row.</summary>
    public int RowWindows => _w.Output;

    /// <summary>Computes whole rows.</summary>
    /// <param name="x">Input.</param>
    /// <param name="y">Where the first of these rows goes.</param>
    /// <param name="step">Floats between results of neighbouring windows.</param>
    /// <param name="first">First row, counted through all batches.</param>
    /// <param name="count">Rows.</param>
    /// <param name="threads">Threads that may be used.</param>
    public void Run(byte* x, float* y, nint step, int first, int count, int threads)
    {
        if ((long)count * _w.Output * _h.Kernel * _tile.Units * _columns < WorthSharing) threads = 1;
        RowConvolution self = this;
        var job = new Job { X = x, Y = y, Step = step, First = first, Count = count, Parts = threads == 1 ? 1 : Math.Min(count, threads * 4) };
#pragma warning disable CS8500 // the reference is used only while this method runs
        job.Kernel = &self;
#pragma warning restore CS8500
        WorkerPool.Run(threads, job.Parts, &Part, &job);
    }

    private static void Part(void* state, int part)
    {
        var job = (Job*)state;
#pragma warning disable CS8500
        RowConvolution kernel = *job->Kernel;
#pragma warning restore CS8500
        int first = (int)((long)job->Count * part / job->Parts), last = (int)((long)job->Count * (part + 1) / job->Parts);
        kernel.Rows(job, first, last);
    }

    private void Rows(Job* job, int first, int last)
    {
        int taps = _h.Kernel, extent = _h.Extent;
        byte* ring = stackalloc byte[(_ringRow * extent) + VectorBytes];
        ring = (byte*)(((nint)ring + VectorBytes - 1) & -VectorBytes);
        int* held = stackalloc int[extent];
        byte** rows = stackalloc byte*[2 * taps];
        new Span<byte>(ring, _ringRow * extent).Clear();
        new Span<int>(held, extent).Fill(-1);
        for (int r = first; r < last; r++)
        {
            int row = job->First + r, batch = row / _h.Output, top = (row % _h.Output * _h.Stride) - _h.Before;
            for (int t = 0; t < taps; t++)
            {
                int y = top + (t * _h.Dilation);
                rows[t] = _h.Contains(y) ? Row(job->X, (batch * _h.Input) + y, ring, held) : _nothing.Pointer;
                // The last tile begins where it ends with the row.
                rows[taps + t] = rows[t] + ((nint)(_w.Output - _tile.Windows) * _tile.Step);
            }

            for (int p = 0; p < Panels; p++) Tiles(job, rows, r, p);
        }
    }

    /// <summary>Where a row of the input begins for the first window.</summary>
    private byte* Row(byte* x, int row, byte* ring, int* held)
    {
        nint bytes = (nint)_w.Input * _pixelBytes;
        byte* from = x + (row * bytes);
        if (_ringRow == 0) return from;
        int slot = row % _h.Extent;
        byte* copy = ring + ((nint)slot * _ringRow);
        if (held[slot] == row) return copy;
        held[slot] = row;
        Buffer.MemoryCopy(from, copy + ((nint)_w.Before * _pixelBytes), bytes, bytes);
        return copy;
    }

    private void Tiles(Job* job, byte** rows, int row, int panel)
    {
        int vectors = Math.Min(_tile.Vectors, Vectors - (panel * _tile.Vectors)), column = panel * _tile.Vectors * Lanes, tiles = _w.Output / _tile.Windows;
        EmittedFunction<FloatRowJob> code = vectors == _tile.Vectors ? _wide : _rest;
        float* to = job->Y + ((nint)row * _w.Output * job->Step) + column;
        var tile = new FloatRowJob
        {
            Rows = rows, Taps = _h.Kernel, Weights = _weights.Pointer + ((nint)_h.Kernel * _tile.Units * column * sizeof(float)), Start = _start.Pointer + (column * sizeof(float)),
            Output = (byte*)to, OutputStep = job->Step * sizeof(float), Tiles = tiles, Mask = (1L << Math.Min(Lanes, _columns - column - ((vectors - 1) * Lanes))) - 1,
            Low = _clamp.IsNeeded ? _clamp.Low : float.NegativeInfinity, High = _clamp.IsNeeded ? _clamp.High : float.PositiveInfinity,
        };
        code.Run(&tile);
        if (_w.Output % _tile.Windows == 0) return;
        tile.Rows = rows + _h.Kernel;
        tile.Output = (byte*)(to + ((_w.Output - _tile.Windows) * job->Step));
        tile.Tiles = 1;
        code.Run(&tile);
    }

    private void Pack(FloatUnits units, ReadOnlySpan<float> bias)
    {
        bias.CopyTo(new Span<float>(_start.Pointer, _columns));
        for (int c = 0; c < _columns; c++)
        {
            int panel = c / Lanes / _tile.Vectors, first = panel * _tile.Vectors * Lanes, width = Math.Min(_tile.Vectors, Vectors - (panel * _tile.Vectors)) * Lanes;
            uint* to = (uint*)_weights.Pointer + ((nint)_h.Kernel * _tile.Units * first) + c - first;
            for (int t = 0; t < _h.Kernel; t++) units.Copy(0, c, t, 0, _tile.Units, to + ((nint)t * _tile.Units * width), width);
        }
    }

    /// <summary>Bytes of a row with its padding; 0 when windows lie inside the input as it is.</summary>
    private static int RingRow(WindowShape shape) => shape.W.Padded == shape.W ? 0 : ((shape.W.Padded.Input * shape.PixelBytes) + VectorBytes - 1) & -VectorBytes;

    private struct Job
    {
#pragma warning disable CS8500
        public RowConvolution* Kernel;
#pragma warning restore CS8500
        public byte* X;
        public float* Y;
        public nint Step;
        public int First;
        public int Count;
        public int Parts;
    }
}

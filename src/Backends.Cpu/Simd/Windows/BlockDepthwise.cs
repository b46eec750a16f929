using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Backends.Cpu.Simd.Emit;
using NnBridge.Backends.Cpu.Simd.Threading;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>A depthwise convolution of small windows, block of windows by block of windows, by emitted code.</summary>
/// <remarks>
/// Elements beyond the edge are zeros that all share. Where elements of a block begin is found once for all blocks inside the input: another block is
/// the same at another distance.
/// </remarks>
internal sealed unsafe class BlockDepthwise : IPreparedKernel, IBandReader
{
    private const int Lanes = 16;

    /// <summary>Floats of the rows that a block reaches over, which should stay in the first-level cache.</summary>
    private const int ReachFloats = 12_000;

    /// <summary>Floats of a band of the input that is computed for this: less than half of a second-level cache of 1 MB.</summary>
    private const int BandFloats = 100_000;

    private const long WorthSharing = 200_000;

    private readonly EmittedFunction<FloatBlockJob>[,] _code;
    private readonly WindowAxis _h;
    private readonly WindowAxis _w;
    private readonly int _batches;
    private readonly int _channels;
    private readonly int _threads;
    private readonly Activation _activation;
    private readonly int[] _columns;
    private readonly int _mostRows;
    private readonly PackedBuffer _weights;
    private readonly PackedBuffer _zeros;
    private readonly WindowInput _input;

    private BlockDepthwise(EmittedFunction<FloatBlockJob>[,] code, DepthwiseConvolution op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape;
        (_, _h, _w) = WindowAxes.Of(signature, op.Strides, op.Dilations, op.Padding);
        (_code, _batches, _channels, _threads, _activation) = (code, x[0], x[x.Rank - 1], signature.Threads, op.Activation);
        _input = new WindowInput(signature);
        _columns = new int[BlocksOf(_w) + 1];
        for (int b = 0; b < _columns.Length; b++) _columns[b] = _w.Output * b / (_columns.Length - 1);
        _mostRows = FloatBlock.RowsOf((_w.Output + _columns.Length - 2) / (_columns.Length - 1));
        _zeros = new PackedBuffer((long)_channels * sizeof(float));
        ReadOnlySpan<float> weights = Constants.Floats(signature, 1), bias = signature.Has(2) ? Constants.Floats(signature, 2) : default;
        _weights = new PackedBuffer((long)Vectors * VectorBytes);
        for (int v = 0; v < Vectors; v++)
            for (int i = 0; i < Lanes; i++)
            {
                int c = ChannelOf(v) + i;
                float* to = (float*)(_weights.Pointer + ((long)v * VectorBytes)) + i;
                *to = bias.IsEmpty ? 0 : bias[c];
                for (int t = 0; t < Taps; t++) to[(1 + t) * Lanes] = weights[(t * _channels) + c];
            }
    }

    private int Taps => _h.Kernel * _w.Kernel;

    private int Vectors => (_channels + Lanes - 1) / Lanes;

    /// <summary>Bytes of what a vector of channels begins with and of its weights.</summary>
    private int VectorBytes => (1 + Taps) * Lanes * sizeof(float);

    private int Rows => _batches * _h.Output;

    private nint Pixel => (nint)_channels * sizeof(float);

    /// <summary>The convolution in blocks; null where it cannot be computed so.</summary>
    public static BlockDepthwise? Of(DepthwiseConvolution op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape;
        (WindowAxis d, WindowAxis h, WindowAxis w) = WindowAxes.Of(signature, op.Strides, op.Dilations, op.Padding);
        bool suits = signature.EmittedFloats is not null && !signature.RoundsProducts && x[x.Rank - 1] >= Lanes && d is { Input: 1, Kernel: 1, Output: 1 }
            && h.Dilation == 1 && w.Dilation == 1 && h.Kernel * w.Kernel <= FloatBlock.MaxTaps && h.Stride <= h.Kernel && w.Stride <= w.Kernel && w.Output > 0;
        if (!suits) return null;
        var code = new EmittedFunction<FloatBlockJob>[FloatBlock.MaxRows + 1, FloatBlock.MaxColumns + 1];
        int blocks = BlocksOf(w), widest = (w.Output + blocks - 1) / blocks;
        for (int rows = 1; rows <= Math.Min(FloatBlock.RowsOf(widest), h.Output); rows++)
            for (int columns = w.Output / blocks; columns <= widest; columns++)
            {
                if (EmittedBlocks.Find(new FloatBlock(h.Kernel, w.Kernel, h.Stride, w.Stride, rows, columns)) is not { } kernel) return null;
                code[rows, columns] = kernel;
            }

        return new BlockDepthwise(code, op, signature);
    }

    public void Run(in KernelArgs args)
    {
        if (Rows > 0) _input.Run(args, this);
    }

    /// <inheritdoc/>
    public void Read(float* x, float* y, void* context, delegate*<void*, nint, float*, nint, void> source)
    {
        BlockDepthwise self = this;
        var job = new Job { X = x, Y = (byte*)y, Context = context, Source = source };
#pragma warning disable CS8500 // the reference is used only while this method runs
        job.Kernel = &self;
#pragma warning restore CS8500
        WorkerPool.Run(Parts == 1 ? 1 : _threads, Parts, &Part, &job);
    }

    private int Parts => _threads == 1 || (long)Rows * _w.Output * _channels * Taps < WorthSharing ? 1 : Math.Min((Rows + _mostRows - 1) / _mostRows, _threads * 4);

    private int InputRow => checked(_w.Input * _channels);

    private int BandRows => RowBand.RowsOf(_h, InputRow, BandFloats, (Rows / Parts) + 1);

    /// <inheritdoc/>
    public int BandScratch => checked(Parts * BandRows * InputRow);

    private static int BlocksOf(WindowAxis w) => (w.Output + FloatBlock.MaxColumns - 1) / FloatBlock.MaxColumns;

    /// <summary>First channel of a vector; the last one overlaps the one before it where channels are no multiple of lanes.</summary>
    private int ChannelOf(int vector) => Math.Min(vector * Lanes, _channels - Lanes);

    private static void Part(void* state, int part)
    {
        var job = (Job*)state;
#pragma warning disable CS8500
        BlockDepthwise kernel = *job->Kernel;
#pragma warning restore CS8500
        int parts = kernel.Parts;
        var band = new RowBand(job->X + (job->Source == null ? 0 : (nint)part * kernel.BandRows * kernel.InputRow), kernel.BandRows, kernel.InputRow, kernel._h, job->Context, job->Source);
        kernel.Part(&band, job->Y, (int)((long)kernel.Rows * part / parts), (int)((long)kernel.Rows * (part + 1) / parts));
    }

    private void Part(RowBand* band, byte* y, int first, int end)
    {
        var whole = new FloatBlock(_h.Kernel, _w.Kernel, _h.Stride, _w.Stride, _mostRows, Math.Min(FloatBlock.MaxColumns, _w.Output));
        int elements = (whole.InputRows * whole.InputColumns) + Vector512<long>.Count;
        byte** inner = stackalloc byte*[elements], edge = stackalloc byte*[elements];
        FloatClamp clamp = FloatClamp.Of(_activation);
        (float low, float high) = clamp.IsNeeded ? (clamp.Low, clamp.High) : (float.NegativeInfinity, float.PositiveInfinity);
        var block = new FloatBlockJob { OutputStep = Pixel, OutputRow = _w.Output * Pixel, Low = low, High = high };
        int step = Math.Max(2, ReachFloats / (whole.InputRows * _w.Input) / Lanes), full = _channels / Lanes;
        for (int row = first, rows; row < end; row += rows)
        {
            var x = (byte*)band->For(row);
            rows = Math.Min(end - row, band->RowsTogether(row));
            for (int v = 0, count; v < Vectors; v += count)
            {
                // The overlapping vector is a step of its own.
                count = v == full ? 1 : Math.Min(full - v < step + 2 ? full - v : step, full - v);
                block.Vectors = count;
                block.Weights = _weights.Pointer + ((long)v * VectorBytes);
                Channels(&block, x, y + ((nint)ChannelOf(v) * sizeof(float)), (nint)ChannelOf(v) * sizeof(float), row, row + rows, inner, edge);
            }
        }

        if (!clamp.IsComplete) FloatActivation.Apply(_activation, (float*)y + ((nint)first * _w.Output * _channels), (nint)(end - first) * _w.Output * _channels);
    }

    /// <summary>Some channels of some rows of the output.</summary>
    private void Channels(FloatBlockJob* job, byte* x, byte* y, nint channel, int first, int end, byte** inner, byte** edge)
    {
        int knownRows = 0, knownColumns = 0;
        byte* known = null;
        for (int row = first, rows; row < end; row += rows)
        {
            int oh = row % _h.Output, top = _h.InputAt(oh, 0), rest = Math.Min(end - row, _h.Output - oh), groups = (rest + _mostRows - 1) / _mostRows;
            rows = (rest + groups - 1) / groups;
            byte* input = x + (((((nint)(row / _h.Output) * _h.Input) + top) * _w.Input) * Pixel);
            for (int b = 0; b < _columns.Length - 1; b++)
            {
                int ow = _columns[b], columns = _columns[b + 1] - ow, left = _w.InputAt(ow, 0);
                var block = new FloatBlock(_h.Kernel, _w.Kernel, _h.Stride, _w.Stride, rows, columns);
                byte* at = input + (left * Pixel);
                job->Elements = edge;
                job->Offset = channel;
                if (top < 0 || left < 0 || top + block.InputRows > _h.Input || left + block.InputColumns > _w.Input)
                {
                    Point(edge, block, at, top, left);
                }
                else
                {
                    if (rows != knownRows || columns != knownColumns)
                    {
                        Point(inner, block, at, top, left);
                        (knownRows, knownColumns) = (rows, columns);
                        known = at;
                    }

                    job->Elements = inner;
                    job->Offset = channel + (nint)(at - known);
                }

                job->Output = y + ((((nint)row * _w.Output) + ow) * Pixel);
                _code[rows, columns].Run(job);
            }
        }
    }

    /// <summary>Finds the elements of a block; those outside of the input are zeros.</summary>
    /// <remarks>Whole vectors of pointers: what is too much at the end of a row is overwritten by the next one, or lies in the spare ones after the last.</remarks>
    private void Point(byte** elements, FloatBlock block, byte* at, int top, int left)
    {
        Vector512<long> zeros = Vector512.Create((long)_zeros.Pointer), steps = Vector512<long>.Indices * Vector512.Create((long)Pixel);
        for (int i = 0; i < block.InputRows; i++, at += _w.Input * Pixel, elements += block.InputColumns)
            for (int j = 0; j < block.InputColumns; j += Vector512<long>.Count)
            {
                Vector512<long> columns = Vector512<long>.Indices + Vector512.Create((long)left + j), places = Vector512.Create((long)(at + (j * Pixel))) + steps;
                // Compared without signs, columns before the first one are large.
                Vector512<long> inside = _h.Contains(top + i) ? Vector512.LessThan(columns.AsUInt64(), Vector512.Create((ulong)_w.Input)).AsInt64() : default;
                Vector512.ConditionalSelect(inside, places, zeros).Store((long*)(elements + j));
            }
    }

    private struct Job
    {
#pragma warning disable CS8500
        public BlockDepthwise* Kernel;
#pragma warning restore CS8500
        public float* X;
        public byte* Y;
        public void* Context;
        public delegate*<void*, nint, float*, nint, void> Source;
    }
}

using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Kernels.Dense;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Rows that are the windows of a convolution: pointers into the input, or to padding.</summary>
/// <remarks>
/// No window is copied, except where a place has so few channels that finding it costs more than computing with it: those windows are
/// gathered into one piece first.
/// </remarks>
internal readonly unsafe struct WindowRows : IRowSource
{
    private readonly byte* _x;
    private readonly byte* _padding;
    private readonly nint _paddingStride;
    private readonly WindowShape.Tap* _taps;
    private readonly WindowAxis _d;
    private readonly WindowAxis _h;
    private readonly WindowAxis _w;
    private readonly int _tapCount;
    private readonly nint _pixel;
    private readonly nint _groupBytes;
    private readonly int _gatheredBytes;
    private readonly byte* _end;

    /// <param name="shape">Geometry.</param>
    /// <param name="x">Input.</param>
    /// <param name="inputBytes">Bytes of the input.</param>
    /// <param name="padding">As many bytes as a place has, that stand for nothing.</param>
    /// <param name="groupBytes">Bytes of a place that belong to one group.</param>
    /// <param name="gather">Whether windows are copied; then the product has one tap.</param>
    /// <param name="paddingStride">Bytes between the paddings of batches; 0 when they share one.</param>
    public WindowRows(WindowShape shape, byte* x, long inputBytes, byte* padding, int groupBytes, bool gather, nint paddingStride = 0)
    {
        _x = x;
        _padding = padding;
        _paddingStride = paddingStride;
        _taps = shape.First;
        _tapCount = shape.Taps;
        (_d, _h, _w) = (shape.D, shape.H, shape.W);
        (_pixel, _groupBytes) = (shape.PixelBytes, groupBytes);
        _end = x + inputBytes;
        _gatheredBytes = gather ? RowBytes(shape, groupBytes) : 0;
    }

    public int ScratchBytes => (_gatheredBytes * TileJob.MaxRows) + Vector128<byte>.Count;

    /// <summary>Bytes of a gathered window, whole units.</summary>
    public static int RowBytes(WindowShape shape, int groupBytes) => (checked(shape.Taps * groupBytes) + 3) & -4;

    public void Fill(byte** table, byte* scratch, int group, int first, int count, DenseBlock block)
    {
        int ow = first % _w.Output, rest = first / _w.Output, oh = rest % _h.Output;
        rest /= _h.Output;
        int od = rest % _d.Output, n = rest / _d.Output;
        for (int i = 0; i < count; i++)
        {
            int z = (od * _d.Stride) - _d.Before, y = (oh * _h.Stride) - _h.Before, x = (ow * _w.Stride) - _w.Before;
            byte* at = _x + (((((((nint)n * _d.Input) + z) * _h.Input) + y) * _w.Input + x) * _pixel) + (group * _groupBytes);
            if (_gatheredBytes > 0) table[i] = Gather(scratch + (i * _gatheredBytes), at, _padding + (n * _paddingStride), z, y, x);
            else Point(table + i, at, _padding + (n * _paddingStride), z, y, x, block);
            if (++ow < _w.Output) continue;
            ow = 0;
            if (++oh < _h.Output) continue;
            oh = 0;
            if (++od < _d.Output) continue;
            od = 0;
            n++;
        }

        for (int t = 0; t < block.Taps; t++)
            for (int i = count; i < TileJob.MaxRows; i++) table[(t * TileJob.MaxRows) + i] = table[t * TileJob.MaxRows];
    }

    private void Point(byte** table, byte* at, byte* padding, int z, int y, int x, DenseBlock block)
    {
        nint unit = block.Unit * sizeof(uint);
        WindowShape.Tap last = _taps[_tapCount - 1];
        if (z >= 0 && y >= 0 && x >= 0 && z + last.Z < _d.Input && y + last.Y < _h.Input && x + last.X < _w.Input)
        {
            for (int t = 0; t < block.Taps; t++) table[t * TileJob.MaxRows] = at + _taps[block.Tap + t].Offset + unit;
            return;
        }

        for (int t = 0; t < block.Taps; t++)
        {
            WindowShape.Tap tap = _taps[block.Tap + t];
            table[t * TileJob.MaxRows] = (_d.Contains(z + tap.Z) && _h.Contains(y + tap.Y) && _w.Contains(x + tap.X) ? at + tap.Offset : padding) + unit;
        }
    }

    private byte* Gather(byte* to, byte* at, byte* padding, int z, int y, int x)
    {
        byte* result = to;
        bool joined = _w.Dilation == 1 && _groupBytes == _pixel && x >= 0 && x + _w.Kernel <= _w.Input;
        for (int t = 0; t < _tapCount; t++)
        {
            WindowShape.Tap tap = _taps[t];
            bool inside = _d.Contains(z + tap.Z) && _h.Contains(y + tap.Y);
            if (joined && inside)
            {
                nint bytes = _w.Kernel * _groupBytes;
                Copy(to, at + tap.Offset, bytes);
                to += bytes;
                t += _w.Kernel - 1;
                continue;
            }

            Copy(to, inside && _w.Contains(x + tap.X) ? at + tap.Offset : padding, _groupBytes);
            to += _groupBytes;
        }

        for (; ((to - result) & 3) != 0; to++) *to = 0;
        return result;
    }

    private void Copy(byte* to, byte* from, nint bytes)
    {
        if (bytes > 64)
        {
            Buffer.MemoryCopy(from, to, bytes, bytes);
            return;
        }

        // A call would cost more than these few words.
        if (from + bytes + Vector128<byte>.Count <= _end)
        {
            // What is copied too much is overwritten by the next piece, or lies in the spare bytes after the last.
            for (nint i = 0; i < bytes; i += Vector128<byte>.Count) Vector128.Load(from + i).Store(to + i);
            return;
        }

        for (; bytes >= sizeof(ulong); bytes -= sizeof(ulong), to += sizeof(ulong), from += sizeof(ulong)) *(ulong*)to = *(ulong*)from;
        for (; bytes > 0; bytes--) *to++ = *from++;
    }
}

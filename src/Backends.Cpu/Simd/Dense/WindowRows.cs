using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Kernels.Dense;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Rows that are the windows of a convolution: pointers into the input, or to padding.</summary>
/// <remarks>
/// No window is copied unless <see cref="WindowAccess"/> says so.
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
    private readonly WindowAccess _access;
    private readonly int _tapBytes;
    private readonly byte* _end;
    private readonly int _first;

    /// <param name="shape">Geometry.</param>
    /// <param name="x">Input.</param>
    /// <param name="inputBytes">Bytes of the input.</param>
    /// <param name="padding">Bytes that stand for nothing, as many as a row of a window has; a vector more can be read.</param>
    /// <param name="groupBytes">Bytes of a place that belong to one group.</param>
    /// <param name="access">What a tap is.</param>
    /// <param name="paddingStride">Bytes between the paddings of batches; 0 when they share one.</param>
    /// <param name="first">The window that counts as the first one.</param>
    public WindowRows(WindowShape shape, byte* x, long inputBytes, byte* padding, int groupBytes, WindowAccess access, nint paddingStride = 0, int first = 0)
    {
        _first = first;
        _x = x;
        _padding = padding;
        _paddingStride = paddingStride;
        _taps = shape.First;
        _tapCount = shape.Taps;
        (_d, _h, _w) = (shape.D, shape.H, shape.W);
        (_pixel, _groupBytes) = (shape.PixelBytes, groupBytes);
        _end = x + inputBytes;
        _access = access;
        int copied = access switch { WindowAccess.Places => 0, WindowAccess.Joined => _w.Kernel, WindowAccess.Gathered => shape.Taps };
        _tapBytes = (checked(copied * groupBytes) + 3) & -4;
    }

    public int ScratchBytes => (_tapBytes * CopiedTaps * TileJob.MaxRows) + Vector128<byte>.Count;

    private int CopiedTaps => _access == WindowAccess.Joined ? _d.Kernel * _h.Kernel : 1;

    public void Fill(byte** table, byte* scratch, int group, int first, int count, DenseBlock block)
    {
        first += _first;
        int ow = first % _w.Output, rest = first / _w.Output, oh = rest % _h.Output;
        rest /= _h.Output;
        int od = rest % _d.Output, n = rest / _d.Output;
        for (int i = 0, together; i < count; i += together)
        {
            int z = (od * _d.Stride) - _d.Before, y = (oh * _h.Stride) - _h.Before, x = (ow * _w.Stride) - _w.Before;
            byte* at = _x + (((((((nint)n * _d.Input) + z) * _h.Input) + y) * _w.Input + x) * _pixel) + (group * _groupBytes);
            byte* padding = _padding + (n * _paddingStride);
            together = Together(at, z, y, x, Math.Min(count - i, _w.Output - ow));
            if (together > 1) PointAll(table + i, at, together, block, whole: i == 0 && Vector512.IsHardwareAccelerated);
            else if (_access == WindowAccess.Places) Point(table + i, at, padding, z, y, x, block);
            else if (_access == WindowAccess.Joined) Join(table + i, scratch + (i * _tapBytes * CopiedTaps), at, padding, z, y, x, block);
            else table[i] = Gather(scratch + (i * _tapBytes), at, padding, z, y, x, 0, _tapCount);
            ow += together;
            if (ow < _w.Output) continue;
            ow = 0;
            if (++oh < _h.Output) continue;
            oh = 0;
            if (++od < _d.Output) continue;
            od = 0;
            n++;
        }

        for (int t = 0; t < block.Taps; t++)
            for (int i = count; i < TileJob.CommonRows; i++) table[(t * TileJob.MaxRows) + i] = table[t * TileJob.MaxRows];
    }

    /// <summary>How many neighbouring windows, this one and those after it, lie inside the input; at least 1.</summary>
    private int Together(byte* at, int z, int y, int x, int most)
    {
        WindowShape.Tap last = _taps[_tapCount - 1];
        if (_access == WindowAccess.Gathered || z < 0 || y < 0 || x < 0 || z + last.Z >= _d.Input || y + last.Y >= _h.Input || x + last.X >= _w.Input) return 1;
        int together = Math.Min(most, ((_w.Input - 1 - x - last.X) / _w.Stride) + 1);
        if (_access == WindowAccess.Places) return together;
        // What is read too much at the end of the last window must be there.
        return at + ((together - 1) * _w.Stride * _pixel) + _taps[_tapCount - _w.Kernel].Offset + _tapBytes <= _end ? together : 1;
    }

    /// <summary>Neighbouring windows inside the input.</summary>
    /// <param name="table">Receives a pointer per tap and window.</param>
    /// <param name="at">The first window.</param>
    /// <param name="count">Windows.</param>
    /// <param name="block">Part of the sum.</param>
    /// <param name="whole">Whether pointers of windows after these may be overwritten, as they are found later.</param>
    private void PointAll(byte** table, byte* at, int count, DenseBlock block, bool whole)
    {
        nint step = _w.Stride * _pixel, unit = block.Unit * sizeof(uint);
        int perTap = _access == WindowAccess.Joined ? _w.Kernel : 1;
        Vector512<long> steps = Vector512<long>.Indices * Vector512.Create((long)step);
        for (int t = 0; t < block.Taps; t++, table += TileJob.MaxRows)
        {
            byte* from = at + _taps[(block.Tap + t) * perTap].Offset + unit;
            if (!whole)
            {
                for (int i = 0; i < count; i++, from += step) table[i] = from;
                continue;
            }

            // What is too much at the end of a tap's pointers is overwritten by those of the next, or lies in the spare ones after the last.
            Vector512<long> places = Vector512.Create((long)from) + steps;
            places.Store((long*)table);
            if (count > Vector512<long>.Count) (places + Vector512.Create((long)step * Vector512<long>.Count)).Store((long*)table + Vector512<long>.Count);
        }
    }

    private void Point(byte** table, byte* at, byte* padding, int z, int y, int x, DenseBlock block)
    {
        nint unit = block.Unit * sizeof(uint);
        if (IsInside(z, y, x))
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

    private bool IsInside(int z, int y, int x)
    {
        WindowShape.Tap last = _taps[_tapCount - 1];
        return z >= 0 && y >= 0 && x >= 0 && z + last.Z < _d.Input && y + last.Y < _h.Input && x + last.X < _w.Input;
    }

    private void Join(byte** table, byte* scratch, byte* at, byte* padding, int z, int y, int x, DenseBlock block)
    {
        bool inside = IsInside(z, y, x) && at + _taps[_tapCount - _w.Kernel].Offset + _tapBytes <= _end;
        for (int t = 0; t < block.Taps; t++, table += TileJob.MaxRows, scratch += _tapBytes)
        {
            int first = (block.Tap + t) * _w.Kernel;
            *table = inside ? at + _taps[first].Offset : Gather(scratch, at, padding, z, y, x, first, _w.Kernel);
        }
    }

    /// <summary>Copies rows of a window, whole ones: what is inside in one piece where it lies together, padding in one piece.</summary>
    private byte* Gather(byte* to, byte* at, byte* padding, int z, int y, int x, int first, int count)
    {
        byte* result = to;
        bool joined = _w.Dilation == 1 && _groupBytes == _pixel;
        int left = Math.Clamp(-x, 0, _w.Kernel), end = Math.Clamp(_w.Input - x, left, _w.Kernel);
        for (int t = first; t < first + count; t += _w.Kernel)
        {
            WindowShape.Tap tap = _taps[t];
            bool inside = _d.Contains(z + tap.Z) && _h.Contains(y + tap.Y);
            if (joined)
            {
                int from = inside ? left : _w.Kernel, last = inside ? end : _w.Kernel;
                Copy(to, padding, (nint)from * _groupBytes);
                Copy(to + ((nint)from * _groupBytes), at + tap.Offset + ((nint)from * _pixel), (nint)(last - from) * _groupBytes);
                Copy(to + ((nint)last * _groupBytes), padding, (nint)(_w.Kernel - last) * _groupBytes);
                to += (nint)_w.Kernel * _groupBytes;
                continue;
            }

            for (int k = 0; k < _w.Kernel; k++, to += _groupBytes)
            {
                tap = _taps[t + k];
                Copy(to, inside && _w.Contains(x + tap.X) ? at + tap.Offset : padding, _groupBytes);
            }
        }

        for (; ((to - result) & 3) != 0; to++) *to = 0;
        return result;
    }

    private void Copy(byte* to, byte* from, nint bytes)
    {
        if (bytes == 0) return;
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

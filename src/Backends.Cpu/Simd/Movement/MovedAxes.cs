using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Threading;

namespace NnBridge.Backends.Cpu.Simd.Movement;

/// <summary>Moves elements between two layouts; axes that run on in both are joined first, and short rows are walked in tiles.</summary>
/// <remarks>Strides count elements. An element is 1, 2, 4 or 8 bytes that are not looked at.</remarks>
internal sealed unsafe class MovedAxes : IDivisible
{
    /// <summary>Side of a tile: its rows of 64 bytes stay in the first-level cache in both directions.</summary>
    private const int Tile = 16;

    private readonly int[] _sizes;
    private readonly nint[] _from;
    private readonly nint[] _to;
    private readonly int _elementBytes;
    private readonly int _threads;
    private readonly int _parts;

    /// <param name="sizes">Sizes, in the order of the result.</param>
    /// <param name="from">Distance of neighbours in the source.</param>
    /// <param name="to">Distance of neighbours in the result.</param>
    /// <param name="elementBytes">Size of an element.</param>
    /// <param name="threads">Threads that may be used.</param>
    public MovedAxes(ReadOnlySpan<int> sizes, ReadOnlySpan<int> from, ReadOnlySpan<int> to, int elementBytes, int threads = 1)
    {
        // The innermost axis is last; those that are joined or left out leave the front free.
        int rank = Math.Max(1, sizes.Length), first = rank;
        int[] joined = new int[rank];
        nint[] source = new nint[rank], target = new nint[rank];
        for (int i = sizes.Length - 1; i >= 0; i--)
        {
            if (sizes[i] == 1) continue;
            if (first < rank && from[i] == source[first] * joined[first] && to[i] == target[first] * joined[first]) joined[first] *= sizes[i];
            else (joined[--first], source[first], target[first]) = (sizes[i], from[i], to[i]);
        }

        if (first == rank) (joined[--first], source[first], target[first]) = (1, 1, 1);
        (_sizes, _from, _to) = (joined[first..], source[first..], target[first..]);
        (_elementBytes, _threads) = (elementBytes, threads);
        long bytes = 2L * elementBytes;
        foreach (int size in _sizes) bytes *= size;
        _parts = Division.Parts(threads, bytes, _sizes[0]);
    }

    /// <summary>Moves elements to where they lie one after the other.</summary>
    /// <param name="sizes">Sizes, in the order of the result.</param>
    /// <param name="from">Distance of neighbours in the source; 0 where it has one for all.</param>
    /// <param name="signature">The first operand is the source.</param>
    public static MovedAxes Packed(int[] sizes, int[] from, KernelSignature signature)
    {
        var to = new int[sizes.Length];
        Strides.Of(sizes, to);
        return new MovedAxes(sizes, from, to, signature.InputType(0).BitWidth() / 8, signature.Threads);
    }

    /// <summary>Moves the first operand to the first result.</summary>
    public void Run(in KernelArgs args)
    {
        fixed (byte* x = args.Input(0).Bytes.Span)
        fixed (byte* y = args.Output(0).Bytes.Span)
            Run(x, y);
    }

    public void Run(byte* source, byte* target)
    {
        if (Array.Exists(_sizes, s => s == 0)) return;
        Division.Run(this, _threads, _parts, source, null, target);
    }

    /// <inheritdoc/>
    public void Part(byte* a, byte* b, byte* y, int part, int parts)
    {
        // Long axes are cut between tiles, short ones anywhere.
        long size = _sizes[0], first = size * part / parts, end = size * (part + 1) / parts;
        if (size >= parts * 2 * Tile) (first, end) = (first & -Tile, part + 1 == parts ? size : end & -Tile);
        byte* source = a + ((nint)first * _from[0] * _elementBytes), target = y + ((nint)first * _to[0] * _elementBytes);
        int count = (int)(end - first);
        switch (_elementBytes)
        {
            case 1: Axis(0, count, source, target); break;
            case 2: Axis(0, count, (ushort*)source, (ushort*)target); break;
            case 4: Axis(0, count, (uint*)source, (uint*)target); break;
            default: Axis(0, count, (ulong*)source, (ulong*)target); break;
        }
    }

    private void Axis<T>(int axis, int size, T* source, T* target) where T : unmanaged
    {
        int left = _sizes.Length - axis;
        nint from = _from[axis], to = _to[axis];
        if (left == 1)
        {
            Row(source, target, size, from, to);
        }
        else if (left == 2 && _from[axis + 1] == 1 && _to[axis + 1] == 1)
        {
            Rows.Copy((byte*)source, from * sizeof(T), (byte*)target, to * sizeof(T), size, (nint)_sizes[axis + 1] * sizeof(T));
        }
        else if (left == 2 && _from[axis + 1] != 1)
        {
            Plane(source, target, size, from, to, _sizes[axis + 1], _from[axis + 1], _to[axis + 1]);
        }
        else
        {
            for (int i = 0; i < size; i++) Axis(axis + 1, _sizes[axis + 1], source + (i * from), target + (i * to));
        }
    }

    private static void Row<T>(T* source, T* target, int size, nint from, nint to) where T : unmanaged
    {
        if (from == 1 && to == 1)
        {
            Buffer.MemoryCopy(source, target, (long)size * sizeof(T), (long)size * sizeof(T));
            return;
        }

        for (nint i = 0; i < size; i++) target[i * to] = source[i * from];
    }

    private static void Plane<T>(T* source, T* target, int rows, nint rowFrom, nint rowTo, int columns, nint columnFrom, nint columnTo) where T : unmanaged
    {
        if (sizeof(T) == sizeof(uint) && rowFrom == 1 && columnTo == 1 && rowTo == columns && Planes.Supports(columns))
        {
            Planes.Join((uint*)source, columnFrom, columns, (uint*)target, rows);
            return;
        }

        if (sizeof(T) == 1 && rowFrom == 1 && columnTo == 1 && rowTo == columns && Planes.SupportsBytes(columns))
        {
            Planes.Join((byte*)source, columnFrom, columns, (byte*)target, rows);
            return;
        }

        for (int r0 = 0; r0 < rows; r0 += Tile)
            for (int c0 = 0; c0 < columns; c0 += Tile)
            {
                int r1 = Math.Min(r0 + Tile, rows), c1 = Math.Min(c0 + Tile, columns);
                if (sizeof(T) == sizeof(uint) && Sse.IsSupported && rowFrom == 1 && columnTo == 1 && r1 - r0 == Tile && c1 - c0 == Tile)
                {
                    Whole((float*)source + r0 + (c0 * columnFrom), columnFrom, (float*)target + (r0 * rowTo) + c0, rowTo);
                    continue;
                }

                for (nint r = r0; r < r1; r++)
                {
                    T* from = source + (r * rowFrom), to = target + (r * rowTo);
                    for (nint c = c0; c < c1; c++) to[c * columnTo] = from[c * columnFrom];
                }
            }
    }

    /// <summary>Turns a whole tile, four by four elements of 32 bits at a time.</summary>
    private static void Whole(float* source, nint columnFrom, float* target, nint rowTo)
    {
        for (nint c = 0; c < Tile; c += 4)
            for (nint r = 0; r < Tile; r += 4)
            {
                float* from = source + r + (c * columnFrom), to = target + (r * rowTo) + c;
                Vector128<float> a = Vector128.Load(from), b = Vector128.Load(from + columnFrom);
                Vector128<float> d = Vector128.Load(from + (2 * columnFrom)), e = Vector128.Load(from + (3 * columnFrom));
                Vector128<float> ab = Sse.UnpackLow(a, b), de = Sse.UnpackLow(d, e), above = Sse.UnpackHigh(a, b), below = Sse.UnpackHigh(d, e);
                Sse.MoveLowToHigh(ab, de).Store(to);
                Sse.MoveHighToLow(de, ab).Store(to + rowTo);
                Sse.MoveLowToHigh(above, below).Store(to + (2 * rowTo));
                Sse.MoveHighToLow(below, above).Store(to + (3 * rowTo));
            }
    }
}

using System.Runtime.Intrinsics;

namespace NnBridge.Backends.Cpu.Simd.Movement;

/// <summary>Copies rows that lie at other distances in the result. Short ones, for which a call would take longer than the copy, in plain vectors.</summary>
internal static unsafe class Rows
{
    private const int Short = 1024;

    /// <param name="source">First row.</param>
    /// <param name="from">Bytes to the next one.</param>
    /// <param name="target">First row of the result; does not overlap the source.</param>
    /// <param name="to">Bytes to the next one.</param>
    /// <param name="count">Rows.</param>
    /// <param name="bytes">Of each row.</param>
    public static void Copy(byte* source, nint from, byte* target, nint to, int count, nint bytes)
    {
        if (from == bytes && to == bytes)
        {
            Buffer.MemoryCopy(source, target, count * bytes, count * bytes);
        }
        else if (bytes > Short)
        {
            for (; count > 0; count--, source += from, target += to) Buffer.MemoryCopy(source, target, bytes, bytes);
        }
        else if (bytes < Vector128<byte>.Count)
        {
            Few(source, from, target, to, count, bytes);
        }
        else if (bytes < Vector256<byte>.Count)
        {
            // The last vector ends with the row and overlaps the one before.
            nint last = bytes - Vector128<byte>.Count;
            for (; count > 0; count--, source += from, target += to)
            {
                Vector128<byte> a = Vector128.Load(source), b = Vector128.Load(source + last);
                a.Store(target);
                b.Store(target + last);
            }
        }
        else
        {
            nint last = bytes - Vector256<byte>.Count;
            for (; count > 0; count--, source += from, target += to)
            {
                for (nint i = 0; i < last; i += Vector256<byte>.Count) Vector256.Load(source + i).Store(target + i);
                Vector256.Load(source + last).Store(target + last);
            }
        }
    }

    /// <summary>Rows of a few elements, as when neighbours of two tensors become pairs: by two numbers that may overlap.</summary>
    private static void Few(byte* source, nint from, byte* target, nint to, int count, nint bytes)
    {
        switch (bytes)
        {
            case 0:
                break;
            case 1:
                for (; count > 0; count--, source += from, target += to) *target = *source;
                break;
            case 4:
                for (; count > 0; count--, source += from, target += to) *(uint*)target = *(uint*)source;
                break;
            case < sizeof(uint):
                for (; count > 0; count--, source += from, target += to)
                    (*(ushort*)target, *(ushort*)(target + bytes - sizeof(ushort))) = (*(ushort*)source, *(ushort*)(source + bytes - sizeof(ushort)));
                break;
            case < sizeof(ulong):
                for (; count > 0; count--, source += from, target += to)
                    (*(uint*)target, *(uint*)(target + bytes - sizeof(uint))) = (*(uint*)source, *(uint*)(source + bytes - sizeof(uint)));
                break;
            default:
                for (; count > 0; count--, source += from, target += to)
                    (*(ulong*)target, *(ulong*)(target + bytes - sizeof(ulong))) = (*(ulong*)source, *(ulong*)(source + bytes - sizeof(ulong)));
                break;
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Amx;

/// <summary>Puts rows of activations together to tiles: <c>[depth][plane][rows of the block][64 bytes]</c>, taps one after the other without gaps.</summary>
internal static unsafe class AmxRows
{
    /// <summary>Packs rows of a block.</summary>
    /// <param name="table">Where each row of each tap begins, all planes of a tap one after the other: <c>[taps][<see cref="TileJob.MaxRows"/>]</c>.</param>
    /// <param name="count">Rows.</param>
    /// <param name="taps">Taps.</param>
    /// <param name="tapBytes">Bytes of a plane of a tap; whole units.</param>
    /// <param name="planes">Planes.</param>
    /// <param name="to">The first row's place in the block.</param>
    /// <param name="planeBytes">Bytes between the planes of a block.</param>
    /// <param name="flip">Bits that are turned around in every byte.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(byte** table, int count, int taps, int tapBytes, int planes, byte* to, nint planeBytes, byte flip)
    {
        nint step = planes * planeBytes;
        Vector512<byte> flips = Vector512.Create(flip);
        for (nint r = 0; r < count; r++)
            for (nint plane = 0; plane < planes; plane++)
            {
                byte* place = to + (r * AmxJob.RowBytes) + (plane * planeBytes);
                nint filled = 0;
                for (nint t = 0; t < taps; t++)
                {
                    byte* from = table[(t * TileJob.MaxRows) + r] + (plane * tapBytes), end = from + tapBytes;
                    for (; filled == 0 && end - from >= AmxJob.RowBytes; from += AmxJob.RowBytes, place += step) (Vector512.Load(from) ^ flips).Store(place);
                    while (from < end)
                    {
                        nint bytes = Math.Min((nint)(end - from), AmxJob.RowBytes - filled);
                        Copy(from, place + filled, bytes, flips);
                        from += bytes;
                        filled += bytes;
                        if (filled < AmxJob.RowBytes) continue;
                        filled = 0;
                        place += step;
                    }
                }

                if (filled > 0) new Span<byte>(place + filled, (int)(AmxJob.RowBytes - filled)).Clear();
            }
    }

    /// <summary>Whole units, less than a row of a tile as a rule.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(byte* from, byte* to, nint bytes, Vector512<byte> flips)
    {
        nint i = 0;
        for (; i <= bytes - Vector128<byte>.Count; i += Vector128<byte>.Count) (Vector128.Load(from + i) ^ flips.GetLower().GetLower()).Store(to + i);
        for (; i < bytes; i += sizeof(uint)) *(uint*)(to + i) = *(uint*)(from + i) ^ flips.AsUInt32().ToScalar();
    }
}

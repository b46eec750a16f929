using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Amx;

/// <summary>Puts rows of activations together to tiles: <c>[depth][plane][rows of the block][64 bytes]</c>, taps one after the other without gaps.</summary>
/// <remarks>Piece by piece, all rows of a piece at once: what they have in common is decided once, and stores follow each other.</remarks>
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
    public static void Pack(byte** table, int count, int taps, int tapBytes, int planes, byte* to, nint planeBytes, byte flip)
    {
        for (int plane = 0; plane < planes; plane++, to += planeBytes)
        {
            byte* place = to;
            int filled = 0;
            for (int t = 0; t < taps; t++)
                for (int done = 0, bytes; done < tapBytes; done += bytes)
                {
                    bytes = Math.Min(tapBytes - done, AmxJob.RowBytes - filled);
                    Piece(table + (t * TileJob.MaxRows), (nint)plane * tapBytes + done, place + filled, count, bytes, flip);
                    filled += bytes;
                    if (filled < AmxJob.RowBytes) continue;
                    filled = 0;
                    place += planes * planeBytes;
                }

            for (int r = 0; filled > 0 && r < count; r++) new Span<byte>(place + (r * AmxJob.RowBytes) + filled, AmxJob.RowBytes - filled).Clear();
        }
    }

    /// <summary>The same bytes of all rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Piece(byte** rows, nint offset, byte* to, int count, int bytes, byte flip)
    {
        if (bytes == AmxJob.RowBytes)
        {
            Vector512<byte> flips = Vector512.Create(flip);
            for (nint r = 0; r < count; r++, to += AmxJob.RowBytes) (Vector512.Load(rows[r] + offset) ^ flips).Store(to);
            return;
        }

        if (bytes >= Vector128<byte>.Count)
        {
            Vector128<byte> flips = Vector128.Create(flip);
            // The last vector overlaps the one before it: no byte beyond the piece is read.
            nint last = bytes - Vector128<byte>.Count;
            for (nint r = 0; r < count; r++, to += AmxJob.RowBytes)
            {
                byte* from = rows[r] + offset;
                for (nint i = 0; i < last; i += Vector128<byte>.Count) (Vector128.Load(from + i) ^ flips).Store(to + i);
                (Vector128.Load(from + last) ^ flips).Store(to + last);
            }

            return;
        }

        uint units = flip * 0x01010101u;
        for (nint r = 0; r < count; r++, to += AmxJob.RowBytes)
        {
            byte* from = rows[r] + offset;
            for (nint i = 0; i < bytes; i += sizeof(uint)) *(uint*)(to + i) = *(uint*)(from + i) ^ units;
        }
    }
}

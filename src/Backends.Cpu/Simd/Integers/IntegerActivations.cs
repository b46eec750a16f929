using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Brings 8-bit activations into the form that tiles multiply: unsigned bytes, or 16-bit integers without zero point; places in whole units.</summary>
/// <param name="Tiles">What multiplies.</param>
/// <param name="IsSigned">Whether they are signed.</param>
/// <param name="ZeroPoint">Their zero point.</param>
/// <param name="Places">Groups of channels times places.</param>
/// <param name="Channels">Channels of a group.</param>
/// <param name="PaddedChannels">The same in whole units.</param>
/// <param name="FlipsLater">Whether tiles themselves make unsigned bytes of signed ones.</param>
internal sealed unsafe record IntegerActivations(IntegerTiles Tiles, bool IsSigned, int ZeroPoint, int Places, int Channels, int PaddedChannels, bool FlipsLater = false)
{
    /// <summary>Whether they can be multiplied as they are.</summary>
    public bool IsReady => Tiles.UsesBytes && (!IsSigned || FlipsLater) && Channels == PaddedChannels;

    public long Bytes => (long)Places * PaddedChannels * Tiles.ElementBytes;

    /// <summary>Writes what stands for nothing.</summary>
    /// <param name="padding">Receives one place.</param>
    /// <param name="bytes">Bytes of a place.</param>
    /// <param name="zeroPoint">Zero point of the activations.</param>
    public void FillPadding(byte* padding, long bytes, int zeroPoint)
    {
        // Channels that only fill up a unit stay 0, as in converted places: sums of rows must not see them.
        int zero = !Tiles.UsesBytes ? 0 : IsSigned && !FlipsLater ? zeroPoint + 128 : zeroPoint;
        for (int i = 0; i < bytes; i++) padding[i] = (byte)(i % (PaddedChannels * Tiles.ElementBytes) < Channels * Tiles.ElementBytes ? zero : 0);
    }

    /// <summary>Converts all places.</summary>
    public void Convert(byte* from, byte* to) => Convert(from, to, Places, ZeroPoint);

    /// <summary>Converts some places with a zero point of their own.</summary>
    public void Convert(byte* from, byte* to, int places, int zeroPoint)
    {
        if (Channels == PaddedChannels)
        {
            Convert(from, to, (nint)places * Channels, zeroPoint);
            return;
        }

        int rest = (PaddedChannels - Channels) * Tiles.ElementBytes;
        for (int p = 0; p < places; p++, from += Channels)
        {
            Convert(from, to, (nint)Channels, zeroPoint);
            to += Channels * Tiles.ElementBytes;
            for (int i = 0; i < rest; i++) *to++ = 0;
        }
    }

    private void Convert(byte* from, byte* to, nint count, int zeroPoint)
    {
        if (Tiles.UsesBytes) Move(from, to, count, (byte)(IsSigned && !FlipsLater ? 0x80 : 0));
        else Widen(from, (short*)to, count, zeroPoint);
    }

    private static void Move(byte* from, byte* to, nint count, byte flip)
    {
        nint i = 0;
        if (Vector512.IsHardwareAccelerated)
            for (; i <= count - Vector512<byte>.Count; i += Vector512<byte>.Count) (Vector512.Load(from + i) ^ Vector512.Create(flip)).Store(to + i);
        for (; i <= count - Vector128<byte>.Count; i += Vector128<byte>.Count) (Vector128.Load(from + i) ^ Vector128.Create(flip)).Store(to + i);
        for (; i < count; i++) to[i] = (byte)(from[i] ^ flip);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Widen(byte* from, short* to, nint count, int zeroPoint)
    {
        nint i = 0;
        Vector256<short> zero = Vector256.Create((short)zeroPoint);
        for (; i <= count - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            (Vector128<short> lower, Vector128<short> upper) = IsSigned
                ? Vector128.Widen(Vector128.Load((sbyte*)from + i))
                : Narrow(Vector128.Widen(Vector128.Load(from + i)));
            (Vector256.Create(lower, upper) - zero).Store(to + i);
        }

        for (; i < count; i++) to[i] = (short)((IsSigned ? (sbyte)from[i] : from[i]) - zeroPoint);
    }

    private static (Vector128<short> Lower, Vector128<short> Upper) Narrow((Vector128<ushort> Lower, Vector128<ushort> Upper) halves) =>
        (halves.Lower.AsInt16(), halves.Upper.AsInt16());
}

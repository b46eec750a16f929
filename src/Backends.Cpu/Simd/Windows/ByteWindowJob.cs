using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>Neighbouring windows of a depthwise convolution of bytes: 64 channels at a time, each with all its windows.</summary>
internal unsafe struct ByteWindowJob
{
    /// <summary>Where the first window's elements are, one pointer for each.</summary>
    public byte** Taps;

    /// <summary>Bytes between neighbouring windows.</summary>
    public long Step;

    /// <summary>Windows; at least 1.</summary>
    public long Count;

    /// <summary>Weights <c>[block][taps in fours][vector][lane][4]</c>; 0 beyond the last tap and channel.</summary>
    public byte* Weights;

    /// <summary>Integers that sums begin with, <c>[block][64]</c>.</summary>
    public byte* Start;

    /// <summary>Floats that sums are multiplied with, <c>[block][64]</c>.</summary>
    public byte* Factors;

    /// <summary>What happens to all channels alike.</summary>
    public StripFinish* Finish;

    /// <summary>Receives bytes.</summary>
    public byte* Output;

    /// <summary>Bytes between results.</summary>
    public long OutputStep;

    /// <summary>Blocks of 64 channels without the last one.</summary>
    public long FullBlocks;

    /// <summary>Bits of the channels of the last block.</summary>
    public ulong Mask;

    /// <summary>Channels in a block.</summary>
    public const int BlockChannels = 64;

    /// <summary>Where a channel of a block is among integers and floats: four of each vector take turns, as interleaving bytes has them.</summary>
    public static int PlaceOf(int channel) => (channel / 4 % 4 * 16) + (channel / 16 * 4) + (channel % 4);
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Amx;
using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Pairs;

/// <summary>How products of floats of 16 bits are computed: one of both is there.</summary>
/// <param name="Tiles">Tiles of vectors.</param>
/// <param name="Amx">Kernels of the matrix unit.</param>
internal sealed record PairMethod(TileSet? Tiles, AmxKernels? Amx)
{
    /// <summary>Channels of a group from which on windows need not be put together; fewer ones are better multiplied as floats.</summary>
    private const int FewChannels = 16;

    /// <summary>Floats of 16 bits of which an operand consists.</summary>
    public int Planes => Amx?.Planes ?? 1;

    /// <summary>How a product may be computed as exactly as asked for, and faster than as floats; null when it may not.</summary>
    /// <param name="signature">Says what is allowed.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns per group.</param>
    /// <param name="taps">Parts of a row.</param>
    /// <param name="channels">Elements of a part.</param>
    public static PairMethod? Find(KernelSignature signature, long rows, int columns, int taps, int channels)
    {
        if (signature.RoundsProducts || channels < FewChannels || channels % 2 != 0) return null;
        if (FindAmx(signature, rows, columns, (long)taps * channels) is { } amx) return new PairMethod(null, amx);
        return signature.Pairs is { } tiles ? new PairMethod(tiles.ForRows((int)Math.Min(rows, int.MaxValue)), null) : null;
    }

    private static AmxKernels? FindAmx(KernelSignature signature, long rows, int columns, long depth)
    {
        if (signature.Precision == Precision.Strict || !AmxRun.Suits(rows, columns, depth)) return null;
        return signature.Amx?.Find(signature.Precision == Precision.Reduced ? AmxKind.Pairs : AmxKind.SplitPairs);
    }
}

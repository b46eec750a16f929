namespace NnBridge.Backends.Cpu.Kernels.Signal;

/// <summary>Integer functions of the audio front end of TensorFlow Lite Micro, bit by bit.</summary>
internal static class SignalMath
{
    private const int LogBits = 16, SegmentBits = 7;
    private const uint NaturalLogOf2 = 45426;

    /// <summary>What log2(1 + x) - x is at each of 128 points between 0 and 1, in 16 fractional bits.</summary>
    private static readonly int[] LogTable =
        [.. Enumerable.Range(0, (1 << SegmentBits) + 1).Select(i => i / (double)(1 << SegmentBits)).Select(x => (int)Math.Round((Math.Log2(1 + x) - x) * (1 << LogBits)))];

    /// <summary>Bits that a number takes; as many as there are for 0.</summary>
    public static int BitLength(uint x) => x == 0 ? 32 : 32 - int.LeadingZeroCount((int)x);

    /// <summary>The nearest integer to the root.</summary>
    public static uint SquareRoot(ulong x)
    {
        // Numbers below 2^32 are rounded within 16 bits.
        uint most = x >> 32 == 0 ? ushort.MaxValue : uint.MaxValue;
        ulong root = (ulong)Math.Sqrt(x);
        while ((UInt128)root * root > x) root--;
        while ((UInt128)(root + 1) * (root + 1) <= x) root++;
        ulong rest = x - unchecked(root * root);
        return rest > root && root != most ? (uint)root + 1 : (uint)root;
    }

    /// <summary>Natural logarithm of x &gt; 0, times a scale.</summary>
    public static uint Log(uint x, int scale)
    {
        int whole = BitLength(x) - 1;
        uint log2 = unchecked((uint)(whole << LogBits) + Fraction(x, whole));
        const uint Half = 1u << (LogBits - 1);
        uint log = (uint)((((ulong)NaturalLogOf2 * log2) + Half) >> LogBits);
        return unchecked(((uint)scale * log) + Half) >> LogBits;
    }

    private static uint Fraction(uint x, int whole)
    {
        int fraction = (int)(x - (1u << whole));
        fraction = whole < LogBits ? fraction << (LogBits - whole) : fraction >> (whole - LogBits);
        int segment = fraction >> (LogBits - SegmentBits), start = segment << (LogBits - SegmentBits);
        int between = ((LogTable[segment + 1] - LogTable[segment]) * (fraction - start)) >> LogBits;
        return (uint)(fraction + LogTable[segment] + between);
    }
}

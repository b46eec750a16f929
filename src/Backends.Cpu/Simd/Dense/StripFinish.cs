namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>What happens to scaled sums, as whole vectors: results are unsigned until the last step.</summary>
internal unsafe struct StripFinish
{
    private const int VectorBytes = 64;

    /// <summary>Zero point of results, 16 bits.</summary>
    public fixed short ZeroPoint[VectorBytes / sizeof(short)];

    /// <summary>Least result.</summary>
    public fixed byte Low[VectorBytes];

    /// <summary>Largest result.</summary>
    public fixed byte High[VectorBytes];

    /// <summary>Bits to turn around at the end: the sign for signed results.</summary>
    public fixed byte Flip[VectorBytes];

    /// <summary>The sign bit of every byte.</summary>
    public fixed byte Sign[VectorBytes];

    /// <param name="zeroPoint">Zero point of results.</param>
    /// <param name="range">Smallest and largest stored result.</param>
    /// <param name="signed">Whether results are signed.</param>
    public void Set(int zeroPoint, (int Min, int Max) range, bool signed)
    {
        int moved = signed ? 128 : 0;
        for (int i = 0; i < VectorBytes / sizeof(short); i++) ZeroPoint[i] = (short)(zeroPoint + moved);
        for (int i = 0; i < VectorBytes; i++)
            (Low[i], High[i], Flip[i], Sign[i]) = ((byte)(range.Min + moved), (byte)(range.Max + moved), (byte)moved, 128);
    }
}

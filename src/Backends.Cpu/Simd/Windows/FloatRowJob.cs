namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>Neighbouring windows of a convolution of few channels, in one row of the result.</summary>
internal unsafe struct FloatRowJob
{
    /// <summary>Where the first window begins, in each row of the input that it sees.</summary>
    public byte** Rows;

    /// <summary>Rows that a window sees; at least 1.</summary>
    public long Taps;

    /// <summary>Weights <c>[taps][units][vectors]</c>.</summary>
    public byte* Weights;

    /// <summary>Vectors that sums begin with.</summary>
    public byte* Start;

    /// <summary>Where the first window's results go.</summary>
    public byte* Output;

    /// <summary>Bytes between results of neighbouring windows.</summary>
    public long OutputStep;

    /// <summary>Tiles, one beside the other; at least 1.</summary>
    public long Tiles;

    /// <summary>Bits of the columns of the last vector that exist.</summary>
    public long Mask;

    /// <summary>Least result.</summary>
    public float Low;

    /// <summary>Largest result.</summary>
    public float High;
}

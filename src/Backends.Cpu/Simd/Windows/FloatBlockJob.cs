namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>A block of neighbouring windows of a depthwise convolution of floats, some channels of it.</summary>
internal unsafe struct FloatBlockJob
{
    /// <summary>Where each element of the input that a window of the block sees begins, row by row.</summary>
    public byte** Elements;

    /// <summary>Bytes to add to all of them.</summary>
    public long Offset;

    /// <summary>Per vector of channels what sums begin with, then the weights of each tap.</summary>
    public byte* Weights;

    /// <summary>Where the first result goes.</summary>
    public byte* Output;

    /// <summary>Bytes between results of neighbouring windows.</summary>
    public long OutputStep;

    /// <summary>Bytes between rows of results.</summary>
    public long OutputRow;

    /// <summary>Vectors of channels; at least 1.</summary>
    public long Vectors;

    /// <summary>Least result.</summary>
    public float Low;

    /// <summary>Largest result.</summary>
    public float High;
}

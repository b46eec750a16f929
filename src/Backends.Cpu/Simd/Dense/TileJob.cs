namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>One tile of a matrix product: a few rows of activations times a panel of packed weights.</summary>
internal unsafe struct TileJob
{
    /// <summary>Most rows of a tile: with two vectors of columns, 24 sums and what they are made of fit 32 registers.</summary>
    public const int MaxRows = 12;

    /// <summary>Pointers that may be written after the last one of a table.</summary>
    public const int SpareRows = 4;

    /// <summary>Most rows of a tile with four vectors of columns, and of those that compiled code computes; such code reads the places of as many rows always.</summary>
    public const int CommonRows = 6;

    /// <summary>Vectors of columns of a tile of several rows.</summary>
    public const int CommonColumns = 4;

    /// <summary>Most vectors of columns of a tile: those of one or two rows are wide, or there would be too few sums to add to while others are not ready.</summary>
    public const int MaxColumns = 8;

    /// <summary>Most rows of a wide tile.</summary>
    public const int WideRows = 2;

    /// <summary>Memory for the sums of a tile.</summary>
    public const int SpareBytes = CommonRows * MaxColumns * 64;

    /// <summary>Where each row of each tap begins: <c>[Taps][MaxRows]</c>.</summary>
    public byte** Rows;

    /// <summary>Parts of which a row is made, each in one piece of memory.</summary>
    public int Taps;

    /// <summary>Units of 32 bits per tap; at least 1.</summary>
    public int Units;

    /// <summary>Packed weights <c>[Taps][Units][columns]</c>.</summary>
    public byte* Weights;

    /// <summary>Bytes of what <see cref="Ahead"/> points to that are brought near for each unit: half a line.</summary>
    public const int AheadBytes = 32;

    /// <summary>Weights that will be needed later, which tiles of more than <see cref="WideRows"/> rows bring near while they compute. Any address will do.</summary>
    public byte* Ahead;

    /// <summary><see cref="Float24.Unpacking"/>, for tiles that need it.</summary>
    public byte* Unpacking;

    /// <summary>Row of values that sums begin with; null when they go on from <see cref="Sums"/>.</summary>
    public byte* Start;

    /// <summary>Where sums go.</summary>
    public byte* Sums;

    /// <summary>Bytes between rows of sums.</summary>
    public nint SumStride;

    /// <summary>Another matrix that is added to float sums at the end, before they are limited; null for none.</summary>
    public byte* Added;

    /// <summary>Bytes between its rows.</summary>
    public nint AddedStride;

    /// <summary>Sum of the bytes of each row; filled where a sink needs it.</summary>
    public int* RowSums;

    /// <summary>Whether float sums are limited at the end: not 0 if they are.</summary>
    public int Clamps;

    /// <summary>Least sum.</summary>
    public float Low;

    /// <summary>Largest sum.</summary>
    public float High;

    /// <summary>Bits of the columns of the last vector that exist; used by tiles that store no others.</summary>
    public long Mask;
}

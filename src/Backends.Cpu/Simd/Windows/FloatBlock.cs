namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>The geometry of a block of neighbouring windows.</summary>
/// <param name="KernelH">Rows of a window.</param>
/// <param name="KernelW">Columns of a window.</param>
/// <param name="StrideH">Rows between windows.</param>
/// <param name="StrideW">Columns between windows.</param>
/// <param name="Rows">Rows of windows.</param>
/// <param name="Columns">Windows in a row.</param>
internal readonly record struct FloatBlock(int KernelH, int KernelW, int StrideH, int StrideW, int Rows, int Columns)
{
    /// <summary>Most taps of a window: all weights stay in registers.</summary>
    public const int MaxTaps = 9;

    /// <summary>Most windows of a block, whose sums all stay in registers; most of its rows and columns.</summary>
    public const int MaxWindows = 16, MaxRows = 4, MaxColumns = 8;

    /// <summary>Most rows of a block with so many columns.</summary>
    public static int RowsOf(int columns) => Math.Min(MaxRows, MaxWindows / columns);

    public int Taps => KernelH * KernelW;

    /// <summary>Rows of the input that a block sees.</summary>
    public int InputRows => ((Rows - 1) * StrideH) + KernelH;

    /// <summary>Columns of the input that a block sees.</summary>
    public int InputColumns => ((Columns - 1) * StrideW) + KernelW;
}

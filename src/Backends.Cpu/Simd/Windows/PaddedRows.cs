using NnBridge.Backends.Cpu.Kernels.Dense;

namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>Input rows with their padding beside them, so that windows of narrow images can be taken together instead of one by one at the edges.</summary>
/// <param name="Left">Elements of padding before a row.</param>
/// <param name="Row">Elements of a row.</param>
/// <param name="Right">Elements of padding after it.</param>
internal readonly record struct PaddedRows(int Left, int Row, int Right)
{
    /// <summary>Windows per row from which edges are few enough.</summary>
    private const int Narrow = 32;

    /// <summary>Elements of a row with padding.</summary>
    public int Total => Left + Row + Right;

    /// <summary>The last dimension as windows see it once rows are padded, and the padding; rows of wide images stay as they are.</summary>
    public static (WindowAxis Axis, PaddedRows Rows) Of(WindowAxis w, int channels)
    {
        int right = w.Padded.Input - w.Before - w.Input;
        if (w.Output > Narrow || (w.Before == 0 && right == 0)) return (w, new PaddedRows(0, w.Input * channels, 0));
        return (w.Padded, new PaddedRows(w.Before * channels, w.Input * channels, right * channels));
    }
}

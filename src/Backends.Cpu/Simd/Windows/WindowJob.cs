namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>What neighbouring windows have in common.</summary>
internal unsafe struct WindowJob
{
    /// <summary>Elements of the window that are inside the input.</summary>
    public WindowTaps Taps;

    /// <summary>Weights <c>[kernel][Channels]</c>, or null.</summary>
    public float* Weights;

    /// <summary>What each channel begins with, or null.</summary>
    public float* Start;

    /// <summary>Channels.</summary>
    public int Channels;

    /// <summary>First channel that is computed.</summary>
    public int FirstChannel;

    /// <summary>One after the last channel that is computed.</summary>
    public int EndChannel;

    /// <summary>Elements between the beginnings of neighbouring windows.</summary>
    public nint Step;

    /// <summary>What averages divide by.</summary>
    public float Divisor;

    /// <summary>Least result.</summary>
    public float Low;

    /// <summary>Largest result.</summary>
    public float High;
}

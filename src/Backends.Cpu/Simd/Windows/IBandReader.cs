namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>A kernel that reads its input all at once, or band by band.</summary>
internal unsafe interface IBandReader
{
    /// <summary>Floats for bands.</summary>
    int BandScratch { get; }

    /// <param name="x">Input; memory for bands where there is a source.</param>
    /// <param name="y">Output.</param>
    /// <param name="context">Handed to the source.</param>
    /// <param name="source">Gives bands: context, first element, target, count. Null when x is the input.</param>
    void Read(float* x, float* y, void* context, delegate*<void*, nint, float*, nint, void> source);
}

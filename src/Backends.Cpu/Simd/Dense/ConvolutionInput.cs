namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>What a convolution multiplies in a run.</summary>
internal readonly unsafe struct ConvolutionInput
{
#pragma warning disable CS8500 // the reference is used only while a run lasts
    public readonly FloatConvolution* Kernel;
#pragma warning restore CS8500
    public readonly byte* Start;
    public readonly long Bytes;

    /// <param name="kernel">The convolution.</param>
    /// <param name="start">Its input, with padding where that is copied.</param>
    /// <param name="bytes">Bytes of it.</param>
#pragma warning disable CS8500
    public ConvolutionInput(FloatConvolution* kernel, byte* start, long bytes)
#pragma warning restore CS8500
    {
        Kernel = kernel;
        Start = start;
        Bytes = bytes;
    }
}

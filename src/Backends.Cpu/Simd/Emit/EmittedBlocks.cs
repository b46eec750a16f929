using NnBridge.Backends.Cpu.Simd.Windows;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Emitted kernels for depthwise convolutions of floats: one for each geometry of blocks in use.</summary>
internal static class EmittedBlocks
{
    private static readonly EmittedCache<FloatBlock, FloatBlockJob> s_kernels = new(FloatBlockEmitter.Emit, FloatBlockCheck.Passes);

    /// <summary>The kernel; null where the processor lacks the instructions, where code may not be written, or where it computes something else.</summary>
    /// <param name="block">Geometry.</param>
    public static EmittedFunction<FloatBlockJob>? Find(FloatBlock block) => ProcessorFeatures.HasVectors ? s_kernels.Find(block) : null;
}

using NnBridge.Backends.Cpu.Simd.Windows;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Emitted kernels for convolutions of few channels: one for each geometry of tiles in use.</summary>
internal static class EmittedRows
{
    private static readonly EmittedCache<FloatRow, FloatRowJob> s_kernels = new(FloatRowEmitter.Emit, FloatRowCheck.Passes);

    /// <summary>The kernel; null where the processor lacks the instructions, where code may not be written, or where it computes something else.</summary>
    /// <param name="row">Geometry.</param>
    public static EmittedFunction<FloatRowJob>? Find(FloatRow row) => ProcessorFeatures.HasVectors ? s_kernels.Find(row) : null;
}

using System.Collections.Concurrent;
using NnBridge.Backends.Cpu.Simd.Windows;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Emitted kernels for convolutions of few channels: one for each geometry of tiles in use.</summary>
internal static class EmittedRows
{
    private static readonly ConcurrentDictionary<FloatRow, Lazy<EmittedFunction<FloatRowJob>?>> s_kernels = new();

    /// <summary>The kernel; null where the processor lacks the instructions, where code may not be written, or where it computes something else.</summary>
    /// <param name="row">Geometry.</param>
    public static EmittedFunction<FloatRowJob>? Find(FloatRow row) => s_kernels.GetOrAdd(row, key => new Lazy<EmittedFunction<FloatRowJob>?>(() => Create(key))).Value;

    private static EmittedFunction<FloatRowJob>? Create(FloatRow row) => !ProcessorFeatures.HasVectors ? null
        : CheckedCode.Create<FloatRowJob>((code, convention) => FloatRowEmitter.Emit(code, convention, row), kernel => FloatRowCheck.Passes(kernel, row));
}

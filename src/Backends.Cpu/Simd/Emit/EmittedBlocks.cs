using System.Collections.Concurrent;
using NnBridge.Backends.Cpu.Simd.Windows;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Emitted kernels for depthwise convolutions of floats: one for each geometry of blocks in use.</summary>
internal static class EmittedBlocks
{
    private static readonly ConcurrentDictionary<FloatBlock, Lazy<EmittedFunction<FloatBlockJob>?>> s_kernels = new();

    /// <summary>The kernel; null where the processor lacks the instructions, where code may not be written, or where it computes something else.</summary>
    /// <param name="block">Geometry.</param>
    public static EmittedFunction<FloatBlockJob>? Find(FloatBlock block) => s_kernels.GetOrAdd(block, key => new Lazy<EmittedFunction<FloatBlockJob>?>(() => Create(key))).Value;

    private static EmittedFunction<FloatBlockJob>? Create(FloatBlock block) => !ProcessorFeatures.HasVectors ? null
        : CheckedCode.Create<FloatBlockJob>((code, convention) => FloatBlockEmitter.Emit(code, convention, block), kernel => FloatBlockCheck.Passes(kernel, block));
}

using System.Collections.Concurrent;
using NnBridge.Backends.Cpu.Native;
using NnBridge.Backends.Cpu.Simd.Windows;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Emitted kernels for depthwise convolutions of floats: one for each geometry of blocks in use.</summary>
internal static class EmittedBlocks
{
    private static readonly ConcurrentDictionary<FloatBlock, Lazy<FloatBlockCode?>> s_kernels = new();

    /// <summary>The kernel; null where the processor lacks the instructions, where code may not be written, or where it computes something else.</summary>
    /// <param name="block">Geometry.</param>
    public static FloatBlockCode? Find(FloatBlock block) => s_kernels.GetOrAdd(block, key => new Lazy<FloatBlockCode?>(() => Create(key))).Value;

    private static FloatBlockCode? Create(FloatBlock block)
    {
        if (!EmittedTiles.HasFloats) return null;
        var code = new Assembler();
        FloatBlockEmitter.Emit(code, CallConvention.Current, block);
        if (ExecutableMemory.TryCreate(code.ToArray()) is not { } memory) return null;
        var kernel = new FloatBlockCode(memory);
        if (FloatBlockCheck.Passes(kernel, block)) return kernel;
        memory.Dispose();
        return null;
    }
}

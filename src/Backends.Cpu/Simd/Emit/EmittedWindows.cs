using System.Collections.Concurrent;
using NnBridge.Backends.Cpu.Native;
using NnBridge.Backends.Cpu.Simd.Windows;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Emitted kernels for depthwise convolutions of bytes: one for each size of window in use.</summary>
internal static class EmittedWindows
{
    /// <summary>Elements of a window from which code would become long.</summary>
    public const int MaxTaps = 64;

    private static readonly ConcurrentDictionary<(int Taps, bool Signed), Lazy<ByteWindowCode?>> s_kernels = new();

    /// <summary>The kernel; null where the processor lacks the instructions, where code may not be written, or where it computes something else.</summary>
    /// <param name="taps">Elements of a window, at most <see cref="MaxTaps"/>.</param>
    /// <param name="signed">Whether activations are signed.</param>
    public static ByteWindowCode? Find(int taps, bool signed) =>
        s_kernels.GetOrAdd((taps, signed), key => new Lazy<ByteWindowCode?>(() => Create(key.Taps, key.Signed))).Value;

    private static ByteWindowCode? Create(int taps, bool signed)
    {
        if (!EmittedTiles.HasInstructions) return null;
        var code = new Assembler();
        ByteWindowEmitter.Emit(code, CallConvention.Current, taps, signed);
        if (ExecutableMemory.TryCreate(code.ToArray()) is not { } memory) return null;
        var kernel = new ByteWindowCode(memory);
        if (ByteWindowCheck.Passes(kernel, taps, signed)) return kernel;
        memory.Dispose();
        return null;
    }
}

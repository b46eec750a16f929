using NnBridge.Backends.Cpu.Simd.Windows;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Emitted kernels for depthwise convolutions of bytes: one for each size of window in use.</summary>
internal static class EmittedWindows
{
    /// <summary>Elements of a window from which code would become long.</summary>
    public const int MaxTaps = 64;

    private static readonly EmittedCache<Window, ByteWindowJob> s_kernels = new(
        (code, convention, window) => ByteWindowEmitter.Emit(code, convention, window.Taps, window.Signed), (kernel, window) => ByteWindowCheck.Passes(kernel, window.Taps, window.Signed));

    /// <summary>The kernel; null where the processor lacks the instructions, where code may not be written, or where it computes something else.</summary>
    /// <param name="taps">Elements of a window, at most <see cref="MaxTaps"/>.</param>
    /// <param name="signed">Whether activations are signed.</param>
    public static EmittedFunction<ByteWindowJob>? Find(int taps, bool signed) => ProcessorFeatures.HasDotBytes ? s_kernels.Find(new Window(taps, signed)) : null;

    /// <summary>A class, whose comparer is part of the framework's image: one for a struct would be compiled when the first model is loaded.</summary>
    private sealed record Window(int Taps, bool Signed);
}

using NnBridge.Backends.Cpu.Native;

namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>An emitted depthwise convolution for blocks of one geometry.</summary>
/// <param name="code">The code; it lives as long as this.</param>
internal sealed unsafe class FloatBlockCode(ExecutableMemory code)
{
    /// <summary>Computes a block. Called without transition, like <see cref="Dense.TileSet.Run"/>.</summary>
    public void Run(FloatBlockJob* job)
    {
        ((delegate* unmanaged[SuppressGCTransition]<FloatBlockJob*, void>)code.Address)(job);
        GC.KeepAlive(code);
    }
}

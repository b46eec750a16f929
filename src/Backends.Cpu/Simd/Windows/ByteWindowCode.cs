using NnBridge.Backends.Cpu.Native;

namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>An emitted depthwise convolution for windows of one size.</summary>
/// <param name="code">The code; it lives as long as this.</param>
internal sealed unsafe class ByteWindowCode(ExecutableMemory code)
{
    /// <summary>Computes neighbouring windows. Called without transition, like <see cref="Dense.TileSet.Run"/>.</summary>
    public void Run(ByteWindowJob* job)
    {
        ((delegate* unmanaged[SuppressGCTransition]<ByteWindowJob*, void>)code.Address)(job);
        GC.KeepAlive(code);
    }
}

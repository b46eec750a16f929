using NnBridge.Backends.Cpu.Native;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>An emitted function that is alone in its memory.</summary>
/// <typeparam name="TJob">What it is handed.</typeparam>
/// <param name="code">The code; it lives as long as this.</param>
internal sealed unsafe class EmittedFunction<TJob>(ExecutableMemory code) where TJob : unmanaged
{
    /// <summary>Calls it, without transition, like <see cref="Dense.TileSet.Run"/>.</summary>
    public void Run(TJob* job)
    {
        ((delegate* unmanaged[SuppressGCTransition]<void*, void>)code.Address)(job);
        GC.KeepAlive(code);
    }
}

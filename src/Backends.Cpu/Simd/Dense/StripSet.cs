using NnBridge.Backends.Cpu.Native;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Emitted kernels for strips of tiles.</summary>
/// <param name="code">The code; it lives as long as the kernels.</param>
/// <param name="places">Where each kernel begins: <c>[rows][columns]</c>.</param>
internal sealed unsafe class StripSet(ExecutableMemory code, int[] places)
{
    /// <summary>Columns per vector.</summary>
    public const int Lanes = 16;

    /// <summary>Runs a strip.</summary>
    /// <remarks>Called without transition, like <see cref="TileSet.Run"/>; strips are kept short for it.</remarks>
    /// <param name="rows">Rows of each tile.</param>
    /// <param name="columns">Vectors of columns.</param>
    /// <param name="job">The rest.</param>
    public void Run(int rows, int columns, StripJob* job)
    {
        nint kernel = code.Address + places[((rows - 1) * TileJob.MaxColumns) + columns - 1];
        ((delegate* unmanaged[SuppressGCTransition]<StripJob*, void>)kernel)(job);
        GC.KeepAlive(code);
    }
}

using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>The tile kernels of one arithmetic, by size. Each is compiled when it is first called.</summary>
internal static unsafe class TileTable<TVector, TMath> where TVector : struct where TMath : ITileMath<TVector>
{
    /// <summary>The kernel for as many rows and vectors of columns.</summary>
    public static delegate*<TileJob*, void> Find(int rows, int columns) => columns switch
    {
        1 => Find<One>(rows),
        2 => Find<Two>(rows),
        3 => Find<Three>(rows),
        _ => Find<Four>(rows),
    };

    private static delegate*<TileJob*, void> Find<TColumns>(int rows) where TColumns : ISize => rows switch
    {
        1 => &Tile<TVector, TMath, One, TColumns>.Run,
        2 => &Tile<TVector, TMath, Two, TColumns>.Run,
        3 => &Tile<TVector, TMath, Three, TColumns>.Run,
        4 => &Tile<TVector, TMath, Four, TColumns>.Run,
        5 => &Tile<TVector, TMath, Five, TColumns>.Run,
        _ => &Tile<TVector, TMath, Six, TColumns>.Run,
    };
}

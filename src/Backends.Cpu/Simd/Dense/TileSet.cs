using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>The tile kernels that suit this processor, for one kind of numbers.</summary>
internal sealed unsafe class TileSet
{
    private readonly nint[] _kernels = new nint[TileJob.MaxRows * TileJob.MaxColumns];

    private TileSet(int lanes, int maxColumns) => (Lanes, MaxColumns) = (lanes, maxColumns);

    /// <summary>Float32.</summary>
    public static TileSet Float { get; } =
        Vector512.IsHardwareAccelerated ? Create<Vector512<float>, FloatLanes512>()
        : Vector256.IsHardwareAccelerated ? Create<Vector256<float>, FloatLanes256>()
        : Create<Vector128<float>, FloatLanes128>();

    /// <summary>Columns per vector.</summary>
    public int Lanes { get; }

    /// <summary>Vectors of columns that a tile has at most.</summary>
    public int MaxColumns { get; }

    /// <summary>Runs one tile.</summary>
    public void Run(int rows, int columns, TileJob* job) =>
        ((delegate*<TileJob*, void>)_kernels[((rows - 1) * TileJob.MaxColumns) + columns - 1])(job);

    private static TileSet Create<TVector, TMath>() where TVector : struct where TMath : ITileMath<TVector>
    {
        var set = new TileSet(TMath.Count, SimdTier.HasManyRegisters ? TileJob.MaxColumns : TileJob.MaxColumns / 2);
        for (int rows = 1; rows <= TileJob.MaxRows; rows++)
            for (int columns = 1; columns <= set.MaxColumns; columns++)
                set._kernels[((rows - 1) * TileJob.MaxColumns) + columns - 1] = (nint)TileTable<TVector, TMath>.Find(rows, columns);
        return set;
    }
}

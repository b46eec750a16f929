using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Writes tiles that store sums: what <see cref="Tile{TVector,TMath,TRows,TColumns}"/> is for other tiers.</summary>
internal static class DotTileEmitter
{
    private const Gpr Job = Gpr.R11;
    private const Gpr Place = DotLoop.Table;
    private const Gpr Stride = DotLoop.TapBytes;

    /// <summary>Writes a function <c>void (TileJob*)</c>.</summary>
    /// <param name="code">Receives it.</param>
    /// <param name="convention">How it will be called.</param>
    /// <param name="rows">Rows of the tile.</param>
    /// <param name="columns">Vectors of columns.</param>
    public static void Emit(Assembler code, CallConvention convention, int rows, int columns)
    {
        var loop = new DotLoop(code, rows, columns);
        var frame = new Frame(convention, [Job, .. loop.Used], loop.LowVectors);
        frame.Enter(code);
        code.Move(Job, convention.Argument);
        LoadSums(code, loop, rows, columns);
        code.Load(DotLoop.Table, new Address(Job, TileOffsets.Rows));
        code.LoadInt32(DotLoop.Taps, new Address(Job, TileOffsets.Taps));
        code.LoadInt32(DotLoop.TapBytes, new Address(Job, TileOffsets.Units));
        code.ShiftLeft(DotLoop.TapBytes, 2);
        code.Load(DotLoop.Weights, new Address(Job, TileOffsets.Weights));
        loop.Emit();
        code.Load(Place, new Address(Job, TileOffsets.Sums));
        code.Load(Stride, new Address(Job, TileOffsets.SumStride));
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++) code.StoreVector(new Address(Place, c * DotLoop.VectorBytes), loop.Sum(r, c));
            if (r < rows - 1) code.Add(Place, Stride);
        }

        frame.Leave(code);
    }

    /// <summary>Sums begin with a row that all share, or go on from memory.</summary>
    private static void LoadSums(Assembler code, DotLoop loop, int rows, int columns)
    {
        var begins = new Label();
        code.Load(Place, new Address(Job, TileOffsets.Start));
        code.Move(Stride, 0);
        code.Test(Place, Place);
        code.JumpIfNotZero(begins);
        code.Load(Place, new Address(Job, TileOffsets.Sums));
        code.Load(Stride, new Address(Job, TileOffsets.SumStride));
        code.Place(begins);
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++) code.LoadVector(loop.Sum(r, c), new Address(Place, c * DotLoop.VectorBytes));
            if (r < rows - 1) code.Add(Place, Stride);
        }
    }
}

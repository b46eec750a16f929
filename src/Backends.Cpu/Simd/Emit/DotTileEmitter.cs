using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Writes tiles of unsigned by signed bytes for AVX-512 VNNI: what <see cref="Tile{TVector,TMath,TRows,TColumns}"/> is for other tiers.</summary>
/// <remarks>All sums stay in registers; each unit of activations is broadcast once for all columns.</remarks>
internal sealed class DotTileEmitter
{
    private const int VectorBytes = 64;
    private const Gpr Job = Gpr.R11;
    private const Gpr Table = Gpr.Rax;
    private const Gpr Taps = Gpr.Rcx;
    private const Gpr TapBytes = Gpr.Rdx;
    private const Gpr Weights = Gpr.R8;
    private const Gpr Unit = Gpr.R9;

    // Row pointers; those that a caller wants back come last.
    private static readonly Gpr[] s_rows = [Gpr.R10, Gpr.Rsi, Gpr.Rdi, Gpr.Rbx, Gpr.Rbp, Gpr.R14];
    private static readonly Zmm s_activation = new(4);

    private readonly Assembler _code;
    private readonly int _rows;
    private readonly int _columns;

    private DotTileEmitter(Assembler code, int rows, int columns) => (_code, _rows, _columns) = (code, rows, columns);

    /// <summary>Writes a function <c>void (TileJob*)</c>.</summary>
    /// <param name="code">Receives it.</param>
    /// <param name="convention">How it will be called.</param>
    /// <param name="rows">Rows of the tile.</param>
    /// <param name="columns">Vectors of columns.</param>
    public static void Emit(Assembler code, CallConvention convention, int rows, int columns)
    {
        var frame = new Frame(convention, s_rows.Take(rows), FirstLowSum + Math.Max(0, (rows * columns) - HighSums));
        frame.Enter(code);
        code.Move(Job, convention.Argument);
        var tile = new DotTileEmitter(code, rows, columns);
        tile.LoadSums();
        tile.AddProducts();
        tile.StoreSums();
        frame.Leave(code);
    }

    /// <summary>Sums in registers that no convention preserves.</summary>
    private const int HighSums = 16;

    /// <summary>After the columns' weights and the activation.</summary>
    private const int FirstLowSum = 5;

    private Zmm Sum(int row, int column)
    {
        int index = (row * _columns) + column;
        return new Zmm(index < HighSums ? HighSums + index : FirstLowSum + index - HighSums);
    }

    /// <summary>Sums begin with a row that all share, or go on from memory.</summary>
    private void LoadSums()
    {
        var begins = new Label();
        _code.Load(Table, new Address(Job, TileOffsets.Start));
        _code.Move(TapBytes, 0);
        _code.Test(Table, Table);
        _code.JumpIfNotZero(begins);
        _code.Load(Table, new Address(Job, TileOffsets.Sums));
        _code.Load(TapBytes, new Address(Job, TileOffsets.SumStride));
        _code.Place(begins);
        for (int r = 0; r < _rows; r++)
        {
            for (int c = 0; c < _columns; c++) _code.LoadVector(Sum(r, c), new Address(Table, c * VectorBytes));
            if (r < _rows - 1) _code.Add(Table, TapBytes);
        }
    }

    private void AddProducts()
    {
        Label tap = new(), unit = new();
        _code.Load(Table, new Address(Job, TileOffsets.Rows));
        _code.LoadInt32(Taps, new Address(Job, TileOffsets.Taps));
        _code.LoadInt32(TapBytes, new Address(Job, TileOffsets.Units));
        _code.ShiftLeft(TapBytes, 2);
        _code.Load(Weights, new Address(Job, TileOffsets.Weights));
        _code.Place(tap);
        for (int r = 0; r < _rows; r++)
        {
            _code.Load(s_rows[r], new Address(Table, r * sizeof(long)));
            _code.Add(s_rows[r], TapBytes);
        }

        // Counts up to 0, so that one register is the distance and the condition.
        _code.Move(Unit, TapBytes);
        _code.Negate(Unit);
        _code.Place(unit);
        for (int c = 0; c < _columns; c++) _code.LoadVector(new Zmm(c), new Address(Weights, c * VectorBytes));
        for (int r = 0; r < _rows; r++)
        {
            _code.Broadcast(s_activation, new Address(s_rows[r], 0, Unit));
            for (int c = 0; c < _columns; c++) _code.DotBytes(Sum(r, c), s_activation, new Zmm(c));
        }

        _code.Add(Weights, _columns * VectorBytes);
        _code.Add(Unit, sizeof(int));
        _code.JumpIfNotZero(unit);
        _code.Add(Table, TileJob.MaxRows * sizeof(long));
        _code.Decrement(Taps);
        _code.JumpIfNotZero(tap);
    }

    private void StoreSums()
    {
        _code.Load(Table, new Address(Job, TileOffsets.Sums));
        _code.Load(TapBytes, new Address(Job, TileOffsets.SumStride));
        for (int r = 0; r < _rows; r++)
        {
            for (int c = 0; c < _columns; c++) _code.StoreVector(new Address(Table, c * VectorBytes), Sum(r, c));
            if (r < _rows - 1) _code.Add(Table, TapBytes);
        }
    }
}

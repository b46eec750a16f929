using NnBridge.Backends.Cpu.Simd.Amx;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Writes kernels that multiply blocks of rows by tiles of columns with AMX.</summary>
/// <remarks>
/// Four tiles hold sums of 32 rows and 32 columns, so that each tile of activations and of weights is loaded once for two products.
/// Each call brings its own configuration of tiles and leaves none behind: a thread that has tiles in use is slow to be switched.
/// </remarks>
internal sealed class AmxEmitter
{
    private const Gpr Job = Gpr.R11;
    private const Gpr Rows = Gpr.Rax;
    private const Gpr Depth = Gpr.Rcx;
    private const Gpr Weights = Gpr.Rdx;
    private const Gpr Stride = Gpr.R8;
    private const Gpr Place = Gpr.R9;
    private const Gpr Sums = Gpr.R10;
    private const Gpr Blocks = Gpr.Rbx;

    private readonly Assembler _code;
    private readonly AmxKind _kind;
    private readonly int _rows;
    private readonly int _columns;

    private AmxEmitter(Assembler code, AmxKind kind, int rows, int columns) => (_code, _kind, _rows, _columns) = (code, kind, rows, columns);

    /// <summary>Bytes of a tile of all planes.</summary>
    private int StepBytes => AmxKernels.PlanesOf(_kind) * AmxJob.TileBytes;

    /// <summary>Writes a function <c>void (AmxJob*)</c>.</summary>
    /// <param name="code">Receives it.</param>
    /// <param name="convention">How it will be called.</param>
    /// <param name="kind">What is multiplied.</param>
    /// <param name="rows">Tiles of rows: 1 or 2.</param>
    /// <param name="columns">Tiles of columns: 1 or 2.</param>
    public static void Emit(Assembler code, CallConvention convention, AmxKind kind, int rows, int columns)
    {
        var kernel = new AmxEmitter(code, kind, rows, columns);
        var frame = new Frame(convention, [Job, Rows, Depth, Weights, Stride, Place, Sums, Blocks], 0);
        frame.Enter(code);
        code.Move(Job, convention.Argument);
        code.LoadTileConfiguration(new Address(Job, AmxOffsets.Configuration));
        code.Load(Rows, new Address(Job, AmxOffsets.Rows));
        code.Load(Sums, new Address(Job, AmxOffsets.Sums));
        code.Load(Blocks, new Address(Job, AmxOffsets.Blocks));
        code.Move(Stride, AmxJob.RowBytes);
        var block = new Label();
        code.Place(block);
        kernel.Begin();
        kernel.Multiply();
        kernel.Store();
        code.Decrement(Blocks);
        code.JumpIfNotZero(block);
        code.ReleaseTiles();
        frame.Leave(code);
    }

    private static Tmm Sum(int row, int column) => new((2 * row) + column);

    private static Tmm Row(int row) => new(4 + row);

    private static Tmm Column(int column) => new(6 + column);

    /// <summary>All rows of sums begin alike: a tile is loaded whose rows have no distance.</summary>
    private void Begin()
    {
        _code.Load(Place, new Address(Job, AmxOffsets.Start));
        _code.Move(Depth, 0);
        for (int r = 0; r < _rows; r++)
            for (int c = 0; c < _columns; c++) _code.LoadTile(Sum(r, c), new Address(Place, c * AmxJob.RowBytes, Depth));
        _code.Load(Weights, new Address(Job, AmxOffsets.Weights));
        _code.Load(Depth, new Address(Job, AmxOffsets.Depth));
    }

    private void Multiply()
    {
        var step = new Label();
        _code.Place(step);
        if (_kind == AmxKind.SplitPairs)
        {
            // Both lower parts, then one of each, both upper ones, and the other one of each: one operand changes at a time.
            LoadRows(plane: 1);
            LoadColumns(plane: 1);
            Dot();
            LoadColumns(plane: 0);
            Dot();
            LoadRows(plane: 0);
            Dot();
            LoadColumns(plane: 1);
            Dot();
        }
        else
        {
            LoadRows(plane: 0);
            LoadColumns(plane: 0);
            Dot();
        }

        _code.Add(Rows, _rows * StepBytes);
        _code.Add(Weights, _columns * StepBytes);
        _code.Decrement(Depth);
        _code.JumpIfNotZero(step);
    }

    private void LoadRows(int plane)
    {
        for (int r = 0; r < _rows; r++) _code.LoadTile(Row(r), new Address(Rows, ((plane * _rows) + r) * AmxJob.TileBytes, Stride));
    }

    private void LoadColumns(int plane)
    {
        for (int c = 0; c < _columns; c++) _code.LoadTile(Column(c), new Address(Weights, ((plane * _columns) + c) * AmxJob.TileBytes, Stride));
    }

    private void Dot()
    {
        for (int r = 0; r < _rows; r++)
            for (int c = 0; c < _columns; c++)
            {
                if (_kind == AmxKind.Bytes) _code.DotTileBytes(Sum(r, c), Row(r), Column(c));
                else _code.DotTilePairs(Sum(r, c), Row(r), Column(c));
            }
    }

    private void Store()
    {
        for (int c = 0; c < _columns; c++)
        {
            _code.Move(Place, Sums);
            if (c > 0) AddMember(Place, AmxOffsets.ColumnSums);
            for (int r = 0; r < _rows; r++) _code.StoreTile(new Address(Place, r * AmxJob.TileBytes, Stride), Sum(r, c));
        }

        AddMember(Sums, AmxOffsets.BlockSums);
    }

    /// <summary>The depth is used up: its register is free.</summary>
    private void AddMember(Gpr to, int member)
    {
        _code.Load(Depth, new Address(Job, member));
        _code.Add(to, Depth);
    }
}

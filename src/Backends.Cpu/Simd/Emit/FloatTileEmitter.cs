using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Writes tiles of floats for AVX-512, with weights of 32 or 24 bits, or of pairs of floats of 16 bits: as tall as registers allow, and without a column too much in memory.</summary>
/// <remarks>
/// They add in the order of <see cref="Tile{TVector,TMath,TRows,TColumns}"/>, to the last bit. Compiled code has six rows always: narrow tiles then
/// wait for their sums, and for what happens once per tile. With a pointer per row all general-purpose registers are taken, so what only the
/// loop over taps needs is on the stack.
/// </remarks>
internal sealed class FloatTileEmitter
{
    private const int VectorBytes = DotLoop.VectorBytes;
    private const int PointerBytes = sizeof(long);
    private const int LastColumns = 1, KeptBytes = 2;

    private const Gpr Table = Gpr.Rax;
    private const Gpr Weights = Gpr.R8;
    private const Gpr Unit = Gpr.R9;
    private const Gpr Job = Gpr.R11;
    private const Gpr Place = Gpr.R10;
    private const Gpr Stride = Gpr.Rsi;
    private const Gpr Free = Gpr.Rdx;

    /// <summary>The table is needed once per tap; in between its register is where weights are brought near.</summary>
    private const Gpr Ahead = Table;

    /// <summary>Of an index that counts bytes of a unit: half a line per unit, so that every second one is the first of a line.</summary>
    private const int AheadScale = TileJob.AheadBytes / sizeof(float);

    /// <summary>On the stack during the loop: the job, bytes per tap, the end of the table, where in it the loop is, and where weights are brought near.</summary>
    private const int TapBytesPlace = 8, TableEndPlace = 16, TablePlace = 24, AheadPlace = 32, StackBytes = 40;

    private static readonly Gpr[] s_rows =
        [Gpr.R10, Gpr.Rsi, Gpr.R11, Gpr.Rdx, Gpr.Rcx, Gpr.Rdi, Gpr.Rbx, Gpr.Rbp, Gpr.R12, Gpr.R13, Gpr.R14, Gpr.R15];

    private readonly Assembler _code;
    private readonly int _rows;
    private readonly int _columns;
    private readonly SumRegisters _sums;
    private readonly TileUnit _unit;

    private FloatTileEmitter(Assembler code, int rows, int columns, TileUnit unit)
    {
        (_code, _rows, _columns, _unit) = (code, rows, columns, unit);
        _sums = new SumRegisters(columns, (unit == TileUnit.Float24 ? Unpacking : Activation).Number + 1);
    }

    /// <summary>Writes a function <c>void (TileJob*)</c>.</summary>
    /// <param name="code">Receives it.</param>
    /// <param name="convention">How it will be called.</param>
    /// <param name="rows">Rows of the tile.</param>
    /// <param name="columns">Vectors of columns.</param>
    /// <param name="unit">What a unit of weights is: pairs take AVX-512 BF16, 24 bits AVX-512 VBMI.</param>
    public static void Emit(Assembler code, CallConvention convention, int rows, int columns, TileUnit unit)
    {
        var tile = new FloatTileEmitter(code, rows, columns, unit);
        var frame = new Frame(convention, [Table, Weights, Unit, Job, Place, Stride, Free, .. s_rows.AsSpan(0, rows)], tile._sums.LowVectors(rows));
        frame.Enter(code);
        code.Move(Job, convention.Argument);
        tile.Begin();
        tile.Loop();
        tile.End();
        frame.Leave(code);
    }

    /// <summary>After the columns' weights.</summary>
    private Zmm Activation => new(_columns);

    /// <summary>After that, where it is needed.</summary>
    private Zmm Unpacking => new(_columns + 1);

    private int WeightBytes => _unit == TileUnit.Float24 ? VectorBytes / sizeof(float) * Float24.Bytes : VectorBytes;

    private Zmm Sum(int row, int column) => _sums.At(row, column);

    private void Begin()
    {
        _code.Load(Free, new Address(Job, TileOffsets.Mask));
        _code.SetMask(LastColumns, Free);
        if (_unit == TileUnit.Float24)
        {
            _code.Load(Place, new Address(Job, TileOffsets.Unpacking));
            _code.LoadVector(Unpacking, new Address(Place));
            _code.Load(Free, new Address(Place, Float24.MaskOffset));
            _code.SetMask(KeptBytes, Free);
        }

        LoadSums();
        FetchOther();
        _code.Load(Table, new Address(Job, TileOffsets.Rows));
        _code.Load(Weights, new Address(Job, TileOffsets.Weights));
        _code.LoadInt32(Free, new Address(Job, TileOffsets.Taps));
        // The table's end: taps times 12 pointers.
        _code.ShiftLeft(Free, 5);
        _code.LoadAddress(Unit, new Address(Table, 0, Free));
        _code.Add(Unit, Free);
        _code.Add(Unit, Free);
        _code.Add(Gpr.Rsp, -StackBytes);
        _code.Store(new Address(Gpr.Rsp, TableEndPlace), Unit);
        _code.LoadInt32(Free, new Address(Job, TileOffsets.Units));
        _code.ShiftLeft(Free, 2);
        _code.Store(new Address(Gpr.Rsp, TapBytesPlace), Free);
        _code.Load(Free, new Address(Job, TileOffsets.Ahead));
        _code.Store(new Address(Gpr.Rsp, AheadPlace), Free);
        _code.Store(new Address(Gpr.Rsp), Job);
    }

    /// <summary>Sums begin with a row that all share, or go on from memory.</summary>
    private void LoadSums()
    {
        Label goesOn = new(), done = new();
        _code.Load(Place, new Address(Job, TileOffsets.Start));
        _code.Test(Place, Place);
        _code.JumpIfZero(goesOn);
        for (int c = 0; c < _columns; c++) _code.LoadVector(Sum(0, c), new Address(Place, c * VectorBytes));
        for (int r = 1; r < _rows; r++)
            for (int c = 0; c < _columns; c++) _code.Move(Sum(r, c), Sum(0, c));
        _code.Jump(done);
        _code.Place(goesOn);
        ForEachSum(TileOffsets.Sums, TileOffsets.SumStride, (sum, place, isLast) =>
        {
            if (isLast) _code.LoadMasked32(sum, LastColumns, place);
            else _code.LoadVector(sum, place);
        });
        _code.Place(done);
    }

    private void Loop()
    {
        Label tap = new(), unit = new();
        _code.Place(tap);
        _code.Store(new Address(Gpr.Rsp, TablePlace), Table);
        for (int r = 0; r < _rows; r++) _code.Load(s_rows[r], new Address(Table, r * PointerBytes));
        _code.Load(Ahead, new Address(Gpr.Rsp, AheadPlace));
        _code.Move(Unit, 0);
        _code.Place(unit);
        // A wide tile waits for loads as it is, and few rows see all weights once.
        if (_rows > TileJob.WideRows) _code.Prefetch(new Address(Ahead, 0, Unit, AheadScale));
        for (int c = 0; c < _columns; c++)
        {
            var weights = new Address(Weights, c * WeightBytes);
            if (_unit == TileUnit.Float24) _code.PermuteBytes(new Zmm(c), KeptBytes, Unpacking, weights);
            else _code.LoadVector(new Zmm(c), weights);
        }

        for (int r = 0; r < _rows; r++)
        {
            var activation = new Address(s_rows[r], 0, Unit);
            if (_columns == 1)
            {
                if (_unit == TileUnit.Pair) _code.DotPairs(Sum(r, 0), new Zmm(0), activation);
                else _code.MultiplyAdd(Sum(r, 0), new Zmm(0), activation);
                continue;
            }

            _code.Broadcast(Activation, activation);
            for (int c = 0; c < _columns; c++)
            {
                if (_unit == TileUnit.Pair) _code.DotPairs(Sum(r, c), Activation, new Zmm(c));
                else _code.MultiplyAdd(Sum(r, c), Activation, new Zmm(c));
            }
        }

        _code.Add(Weights, _columns * WeightBytes);
        _code.Add(Unit, sizeof(float));
        _code.Compare(Unit, new Address(Gpr.Rsp, TapBytesPlace));
        _code.JumpIfNotZero(unit);
        _code.LoadAddress(Ahead, new Address(Ahead, 0, Unit, AheadScale));
        _code.Store(new Address(Gpr.Rsp, AheadPlace), Ahead);
        _code.Load(Table, new Address(Gpr.Rsp, TablePlace));
        _code.Add(Table, TileJob.MaxRows * PointerBytes);
        _code.Compare(Table, new Address(Gpr.Rsp, TableEndPlace));
        _code.JumpIfNotZero(tap);
    }

    private void End()
    {
        var store = new Label();
        _code.Load(Job, new Address(Gpr.Rsp));
        _code.Add(Gpr.Rsp, StackBytes);
        AddOther();
        _code.LoadInt32(Free, new Address(Job, TileOffsets.Clamps));
        _code.Test(Free, Free);
        _code.JumpIfZero(store);
        Zmm low = new(0), high = new(1);
        _code.Broadcast(low, new Address(Job, TileOffsets.Low));
        _code.Broadcast(high, new Address(Job, TileOffsets.High));
        for (int r = 0; r < _rows; r++)
            for (int c = 0; c < _columns; c++)
            {
                _code.Max(Sum(r, c), low, Sum(r, c));
                _code.Min(Sum(r, c), high, Sum(r, c));
            }

        _code.Place(store);
        ForEachSum(TileOffsets.Sums, TileOffsets.SumStride, (sum, place, isLast) =>
        {
            if (isLast) _code.StoreMasked32(place, LastColumns, sum);
            else _code.StoreVector(place, sum);
        });
    }

    /// <summary>Brings the other matrix near, if there is one: it is needed when the loop is done.</summary>
    private void FetchOther()
    {
        var none = new Label();
        SkipWithoutOther(none);
        ForEachSum(TileOffsets.Added, TileOffsets.AddedStride, (_, place, _) => _code.Prefetch(place));
        _code.Place(none);
    }

    private void SkipWithoutOther(Label none)
    {
        _code.Load(Place, new Address(Job, TileOffsets.Added));
        _code.Test(Place, Place);
        _code.JumpIfZero(none);
    }

    /// <summary>Another matrix, if there is one.</summary>
    private void AddOther()
    {
        var none = new Label();
        Zmm last = new(0);
        SkipWithoutOther(none);
        ForEachSum(TileOffsets.Added, TileOffsets.AddedStride, (sum, place, isLast) =>
        {
            if (isLast) _code.LoadMasked32(last, LastColumns, place);
            if (isLast) _code.AddFloats(sum, sum, last);
            else _code.AddFloats(sum, sum, place);
        });
        _code.Place(none);
    }

    private void ForEachSum(int matrix, int stride, Action<Zmm, Address, bool> move)
    {
        _code.Load(Place, new Address(Job, matrix));
        _code.Load(Stride, new Address(Job, stride));
        for (int r = 0; r < _rows; r++)
        {
            for (int c = 0; c < _columns; c++) move(Sum(r, c), new Address(Place, c * VectorBytes), c == _columns - 1);
            if (r < _rows - 1) _code.Add(Place, Stride);
        }
    }
}

using NnBridge.Backends.Cpu.Simd.Windows;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Writes convolutions of few channels for AVX-512, for one <see cref="FloatRow"/> each.</summary>
/// <remarks>
/// The elements of a window in a row of the input, and the windows of a tile, are at distances that are part of the code: nothing has to be
/// found per window, which takes as long as half of the products of three channels. Adds in the order of
/// <see cref="FloatTileEmitter"/>, to the last bit.
/// </remarks>
internal sealed class FloatRowEmitter
{
    private const int VectorBytes = 64, PointerBytes = sizeof(long);
    private const int LastColumns = 1;

    private const Gpr Job = Gpr.R11;
    private const Gpr Table = Gpr.Rax;
    private const Gpr Taps = Gpr.Rcx;
    private const Gpr Output = Gpr.Rdx;
    private const Gpr Step = Gpr.Rsi;
    private const Gpr Tiles = Gpr.Rdi;
    private const Gpr Weights = Gpr.R8;
    private const Gpr Window = Gpr.R9;
    private const Gpr Offset = Gpr.R10;

    private readonly Assembler _code;
    private readonly FloatRow _row;
    private readonly SumRegisters _sums;

    private FloatRowEmitter(Assembler code, FloatRow row)
    {
        (_code, _row) = (code, row);
        _sums = new SumRegisters(row.Vectors, Activation.Number + 1);
    }

    /// <summary>Writes a function <c>void (FloatRowJob*)</c>.</summary>
    /// <param name="code">Receives it.</param>
    /// <param name="convention">How it will be called.</param>
    /// <param name="row">Geometry.</param>
    public static void Emit(Assembler code, CallConvention convention, FloatRow row)
    {
        var tiles = new FloatRowEmitter(code, row);
        var frame = new Frame(convention, [Job, Table, Taps, Output, Step, Tiles, Weights, Window, Offset], Math.Max(2, tiles._sums.LowVectors(row.Windows)));
        frame.Enter(code);
        code.Move(Job, convention.Argument);
        code.Load(Table, new Address(Job, FloatRowOffsets.Mask));
        code.SetMask(LastColumns, Table);
        code.Load(Output, new Address(Job, FloatRowOffsets.Output));
        code.Load(Step, new Address(Job, FloatRowOffsets.OutputStep));
        code.Load(Tiles, new Address(Job, FloatRowOffsets.Tiles));
        code.Move(Offset, 0);
        var tile = new Label();
        code.Place(tile);
        tiles.Begin();
        tiles.Multiply();
        tiles.Store();
        code.Add(Offset, row.Windows * row.Step);
        code.Decrement(Tiles);
        code.JumpIfNotZero(tile);
        frame.Leave(code);
    }

    /// <summary>After the weights of a unit.</summary>
    private Zmm Activation => new(_row.Vectors);

    private void Begin()
    {
        _code.Load(Table, new Address(Job, FloatRowOffsets.Start));
        for (int c = 0; c < _row.Vectors; c++) _code.LoadVector(_sums.At(0, c), new Address(Table, c * VectorBytes));
        for (int w = 1; w < _row.Windows; w++)
            for (int c = 0; c < _row.Vectors; c++) _code.Move(_sums.At(w, c), _sums.At(0, c));
    }

    private void Multiply()
    {
        var tap = new Label();
        _code.Load(Table, new Address(Job, FloatRowOffsets.Rows));
        _code.Load(Weights, new Address(Job, FloatRowOffsets.Weights));
        _code.Load(Taps, new Address(Job, FloatRowOffsets.Taps));
        _code.Place(tap);
        _code.Load(Window, new Address(Table));
        _code.Add(Window, Offset);
        for (int u = 0; u < _row.Units; u++)
        {
            for (int c = 0; c < _row.Vectors; c++) _code.LoadVector(new Zmm(c), new Address(Weights, ((u * _row.Vectors) + c) * VectorBytes));
            for (int w = 0; w < _row.Windows; w++)
            {
                var element = new Address(Window, (w * _row.Step) + (u * sizeof(float)));
                if (_row.Vectors == 1)
                {
                    _code.MultiplyAdd(_sums.At(w, 0), new Zmm(0), element);
                    continue;
                }

                _code.Broadcast(Activation, element);
                for (int c = 0; c < _row.Vectors; c++) _code.MultiplyAdd(_sums.At(w, c), Activation, new Zmm(c));
            }
        }

        _code.Add(Weights, _row.Units * _row.Vectors * VectorBytes);
        _code.Add(Table, PointerBytes);
        _code.Decrement(Taps);
        _code.JumpIfNotZero(tap);
    }

    private void Store()
    {
        Zmm low = new(0), high = new(1);
        _code.Broadcast(low, new Address(Job, FloatRowOffsets.Low));
        _code.Broadcast(high, new Address(Job, FloatRowOffsets.High));
        for (int w = 0; w < _row.Windows; w++)
        {
            for (int c = 0; c < _row.Vectors; c++)
            {
                Zmm sum = _sums.At(w, c);
                var to = new Address(Output, c * VectorBytes);
                _code.Max(sum, low, sum);
                _code.Min(sum, high, sum);
                if (c == _row.Vectors - 1) _code.StoreMasked32(to, LastColumns, sum);
                else _code.StoreVector(to, sum);
            }

            _code.Add(Output, Step);
        }
    }
}

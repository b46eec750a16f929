namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Writes kernels that multiply strips of tiles and store bytes: sums times factors, rounded half to even, plus zero point, limited.</summary>
/// <remarks>
/// Four lanes of each vector of columns end up side by side when vectors are packed to bytes; columns are packed in the order that undoes this
/// (<see cref="Dense.DenseWeights.PlaceOf"/>).
/// </remarks>
internal sealed class StripEmitter
{
    private const Gpr Job = Gpr.R11;
    private const Gpr Output = Gpr.R12;
    private const Gpr Ahead = Gpr.R13;
    private const Gpr Tiles = Gpr.R15;
    private const Gpr Free = DotLoop.Taps;
    private const int Columns = 1;
    private const int Dwords = 2;
    private const int AllColumns = 4;

    private static readonly Zmm s_sign = new(13);
    private static readonly Zmm s_zeroPoint = new(14);
    private static readonly Zmm s_low = new(15);

    private readonly Assembler _code;
    private readonly DotLoop _loop;
    private readonly int _rows;
    private readonly int _columns;
    private readonly bool _signed;

    private StripEmitter(Assembler code, int rows, int columns, bool signed)
    {
        (_code, _rows, _columns, _signed) = (code, rows, columns, signed);
        _loop = new DotLoop(code, rows, columns, signed ? s_sign : null, Ahead);
    }

    /// <summary>Writes a function <c>void (StripJob*)</c>.</summary>
    /// <param name="code">Receives it.</param>
    /// <param name="convention">How it will be called.</param>
    /// <param name="rows">Rows of a tile.</param>
    /// <param name="columns">Vectors of columns.</param>
    /// <param name="signed">Whether activations are signed.</param>
    public static void Emit(Assembler code, CallConvention convention, int rows, int columns, bool signed)
    {
        var strip = new StripEmitter(code, rows, columns, signed);
        var frame = new Frame(convention, [Job, Output, Ahead, Tiles, .. strip._loop.Used], s_low.Number + 1);
        frame.Enter(code);
        code.Move(Job, convention.Argument);
        strip.Prepare();
        var tile = new Label();
        code.Place(tile);
        strip.Begin();
        strip._loop.Emit();
        strip.Scale();
        strip.Store();
        code.Decrement(Tiles);
        code.JumpIfNotZero(tile);
        frame.Leave(code);
    }

    private void Prepare()
    {
        _code.Load(DotLoop.Table, new Address(Job, StripOffsets.Rows));
        _code.Load(DotLoop.TapBytes, new Address(Job, StripOffsets.TapBytes));
        _code.Load(Output, new Address(Job, StripOffsets.Output));
        _code.Load(Ahead, new Address(Job, StripOffsets.Ahead));
        _code.Load(Tiles, new Address(Job, StripOffsets.Tiles));
        _code.Load(Free, new Address(Job, StripOffsets.Finish));
        _code.LoadVector(s_zeroPoint, new Address(Free, StripOffsets.ZeroPoint));
        _code.LoadVector(s_low, new Address(Free, StripOffsets.Low));
        if (_signed) _code.LoadVector(s_sign, new Address(Free, StripOffsets.Sign));
        _code.Load(Free, new Address(Job, StripOffsets.Mask));
        _code.SetMask(Columns, Free);
        if (_columns == AllColumns) return;
        // The first lanes of each four are results, the others repeat them.
        int lanes = (1 << _columns) - 1;
        _code.Move(Free, lanes | lanes << 4 | lanes << 8 | lanes << 12);
        _code.SetMask(Dwords, Free);
    }

    private void Begin()
    {
        _code.Load(Free, new Address(Job, StripOffsets.Start));
        for (int c = 0; c < _columns; c++) _code.LoadVector(_loop.Sum(0, c), new Address(Free, c * DotLoop.VectorBytes));
        for (int r = 1; r < _rows; r++)
            for (int c = 0; c < _columns; c++) _code.Move(_loop.Sum(r, c), _loop.Sum(0, c));
        _code.Load(DotLoop.Weights, new Address(Job, StripOffsets.Weights));
        _code.Load(DotLoop.Taps, new Address(Job, StripOffsets.Taps));
    }

    /// <summary>Leaves the bytes of each row in the register of its first sum.</summary>
    private void Scale()
    {
        _code.Load(Free, new Address(Job, StripOffsets.Factors));
        for (int c = 0; c < _columns; c++) _code.LoadVector(new Zmm(c), new Address(Free, c * DotLoop.VectorBytes));
        for (int r = 0; r < _rows; r++)
        {
            for (int c = 0; c < _columns; c++)
            {
                Zmm sum = _loop.Sum(r, c);
                _code.ToFloats(sum, sum);
                _code.Multiply(sum, sum, new Zmm(c));
                _code.ToIntegers(sum, sum);
            }

            Zmm first = _loop.Sum(r, 0);
            _code.PackInt32(first, first, _loop.Sum(r, Math.Min(1, _columns - 1)));
            _code.AddInt16(first, first, s_zeroPoint);
            Zmm second = first;
            if (_columns > 2)
            {
                second = _loop.Sum(r, 2);
                _code.PackInt32(second, second, _loop.Sum(r, _columns - 1));
                _code.AddInt16(second, second, s_zeroPoint);
            }

            _code.PackInt16(first, first, second);
        }
    }

    private void Store()
    {
        Zmm high = new(0), flip = new(1);
        _code.Load(Free, new Address(Job, StripOffsets.Finish));
        _code.LoadVector(high, new Address(Free, StripOffsets.High));
        _code.LoadVector(flip, new Address(Free, StripOffsets.Flip));
        _code.Load(Free, new Address(Job, StripOffsets.OutputStride));
        for (int r = 0; r < _rows; r++)
        {
            Zmm bytes = _loop.Sum(r, 0);
            _code.MaxBytes(bytes, bytes, s_low);
            _code.MinBytes(bytes, bytes, high);
            _code.Xor(bytes, bytes, flip);
            if (_columns < AllColumns) _code.Compress(bytes, Dwords, bytes);
            _code.StoreMasked(new Address(Output), Columns, bytes);
            _code.Add(Output, Free);
        }
    }
}

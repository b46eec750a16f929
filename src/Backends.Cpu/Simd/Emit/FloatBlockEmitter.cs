using NnBridge.Backends.Cpu.Simd.Windows;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Writes depthwise convolutions of floats for blocks of neighbouring windows.</summary>
/// <remarks>
/// Windows overlap: an element of the input is loaded once and multiplied for all windows of the block that see it. Products of a window are added
/// in the order of its taps, to the last bit like <see cref="WindowChunk{TVector,TLanes,TStep,TCount}"/>.
/// </remarks>
internal sealed class FloatBlockEmitter
{
    private const int VectorBytes = 64;
    private const int Inputs = 3;

    private const Gpr Job = Gpr.R11;
    private const Gpr Elements = Gpr.Rax;
    private const Gpr Offset = Gpr.Rcx;
    private const Gpr Vectors = Gpr.Rdx;
    private const Gpr Weights = Gpr.R8;
    private const Gpr Output = Gpr.R9;
    private const Gpr OutputStep = Gpr.R10;
    private const Gpr OutputRow = Gpr.Rsi;
    private const Gpr Place = Gpr.Rdi;
    private const Gpr Row = Gpr.Rbx;

    private static readonly Zmm s_low = new(FloatBlock.MaxTaps + Inputs);
    private static readonly Zmm s_high = new(FloatBlock.MaxTaps + Inputs + 1);

    private readonly Assembler _code;
    private readonly FloatBlock _block;

    private FloatBlockEmitter(Assembler code, FloatBlock block) => (_code, _block) = (code, block);

    /// <summary>Writes a function <c>void (FloatBlockJob*)</c>.</summary>
    /// <param name="code">Receives it.</param>
    /// <param name="convention">How it will be called.</param>
    /// <param name="block">Geometry.</param>
    public static void Emit(Assembler code, CallConvention convention, FloatBlock block)
    {
        var frame = new Frame(convention, [Job, Elements, Offset, Vectors, Weights, Output, OutputStep, OutputRow, Place, Row], s_high.Number + 1);
        frame.Enter(code);
        code.Move(Job, convention.Argument);
        var emitter = new FloatBlockEmitter(code, block);
        emitter.Begin();
        var vector = new Label();
        code.Place(vector);
        emitter.Vector();
        code.Add(Weights, (1 + block.Taps) * VectorBytes);
        code.Add(Offset, VectorBytes);
        code.Add(Output, VectorBytes);
        code.Decrement(Vectors);
        code.JumpIfNotZero(vector);
        frame.Leave(code);
    }

    private static Zmm Weight(int tap) => new(tap);

    private Zmm Sum(int row, int column) => new(16 + (row * _block.Columns) + column);

    private void Begin()
    {
        _code.Load(Elements, new Address(Job, FloatBlockOffsets.Elements));
        _code.Load(Offset, new Address(Job, FloatBlockOffsets.Offset));
        _code.Load(Weights, new Address(Job, FloatBlockOffsets.Weights));
        _code.Load(Output, new Address(Job, FloatBlockOffsets.Output));
        _code.Load(OutputStep, new Address(Job, FloatBlockOffsets.OutputStep));
        _code.Load(OutputRow, new Address(Job, FloatBlockOffsets.OutputRow));
        _code.Load(Vectors, new Address(Job, FloatBlockOffsets.Vectors));
        _code.Broadcast(s_low, new Address(Job, FloatBlockOffsets.Low));
        _code.Broadcast(s_high, new Address(Job, FloatBlockOffsets.High));
    }

    private void Vector()
    {
        for (int r = 0; r < _block.Rows; r++)
            for (int c = 0; c < _block.Columns; c++) _code.LoadVector(Sum(r, c), new Address(Weights));
        for (int t = 0; t < _block.Taps; t++) _code.LoadVector(Weight(t), new Address(Weights, (1 + t) * VectorBytes));
        int next = 0;
        for (int y = 0; y < _block.InputRows; y++)
            for (int x = 0; x < _block.InputColumns; x++) Element(y, x, new Zmm(FloatBlock.MaxTaps + (next++ % Inputs)));
        Store();
    }

    /// <summary>An element of the input, for all windows that see it.</summary>
    private void Element(int y, int x, Zmm element)
    {
        bool isLoaded = false;
        for (int r = 0; r < _block.Rows; r++)
            for (int c = 0; c < _block.Columns; c++)
            {
                int kh = y - (r * _block.StrideH), kw = x - (c * _block.StrideW);
                if (kh < 0 || kh >= _block.KernelH || kw < 0 || kw >= _block.KernelW) continue;
                if (!isLoaded)
                {
                    _code.Load(Place, new Address(Elements, ((y * _block.InputColumns) + x) * sizeof(long)));
                    _code.LoadVector(element, new Address(Place, 0, Offset));
                    isLoaded = true;
                }

                _code.MultiplyAdd(Sum(r, c), element, Weight((kh * _block.KernelW) + kw));
            }
    }

    private void Store()
    {
        _code.Move(Row, Output);
        for (int r = 0; r < _block.Rows; r++)
        {
            _code.Move(Place, Row);
            for (int c = 0; c < _block.Columns; c++)
            {
                _code.Max(Sum(r, c), s_low, Sum(r, c));
                _code.Min(Sum(r, c), s_high, Sum(r, c));
                _code.StoreVector(new Address(Place), Sum(r, c));
                if (c < _block.Columns - 1) _code.Add(Place, OutputStep);
            }

            if (r < _block.Rows - 1) _code.Add(Row, OutputRow);
        }
    }
}

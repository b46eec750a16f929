using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Movement;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Products of matrices of bytes, exact; the second one is packed in every run.</summary>
/// <remarks>
/// Elements of a become unsigned and those of b signed, with moved zero points: sum (a - za)(b - zb) = sum a b - za sum b - zb sum a + n za zb. Sums of b are
/// a product, too: of a row of ones.
/// </remarks>
internal sealed unsafe class IntegerMatMul : IPreparedKernel
{
    private readonly MatMul _op;
    private readonly DenseWeights _layout;
    private readonly IntegerActivations _activations;
    private readonly RequantTable? _table;
    private readonly MovedAxes? _transposition;
    private readonly PackedBuffer _ones;
    private readonly Shape _a;
    private readonly Shape _b;
    private readonly Shape _y;
    private readonly int _m;
    private readonly int _n;
    private readonly int _k;
    private readonly int _zeroA;
    private readonly int _zeroB;
    private readonly byte _flip;
    private readonly int _threads;

    public IntegerMatMul(MatMul op, KernelSignature signature)
    {
        TensorInfo a = signature.Input(0), b = signature.Input(1), y = signature.Outputs[0];
        (_op, _threads, _a, _b, _y) = (op, signature.Threads, a.Shape, b.Shape, y.Shape);
        (_m, _n, _k) = (_y[_y.Rank - 2], _y[_y.Rank - 1], _a[_a.Rank - (op.TransposeA ? 2 : 1)]);
        IntegerTiles tiles = signature.Integers;
        int units = (_k + tiles.UnitElements - 1) / tiles.UnitElements;
        _layout = DenseWeights.LayOut(tiles.For(units), _n, units);
        _activations = new IntegerActivations(tiles, a.Type == ElementType.Int8, a.Quantization!.ZeroPoint, _m, _k, units * tiles.UnitElements);
        if (op.TransposeA) _transposition = new MovedAxes([_m, _k], [1, _m], [_k, 1], sizeof(byte));
        _zeroA = IntegerWeights.MovedZeroPoint(a.Type, a.Quantization.ZeroPoint);
        _flip = (byte)(b.Type == ElementType.UInt8 ? 128 : 0);
        _zeroB = b.Quantization!.ZeroPoint - _flip;
        _ones = PackedBuffer.Of<byte>([.. Enumerable.Repeat((byte)1, units * tiles.UnitElements)]);
        if (DenseTypes.RequantizerOf(signature, op.Requantization, Activation.None, singleProduct: true) is { } requantizer) _table = new RequantTable(requantizer, _n, y.Type);
    }

    public static Support Supports(MatMul op, KernelSignature signature)
    {
        TensorInfo a = signature.Input(0), b = signature.Input(1), y = signature.Outputs[0];
        Support exact = Reference.MatMulKernel.Supports(op, signature);
        if (!exact.IsSupported) return exact;
        return Support.All(
            new(b.Type is ElementType.Int8 or ElementType.UInt8 && b.Quantization is { IsPerTensor: true }, $"operand 1 is {b.Type}, expected 8-bit integers quantized per tensor"),
            new(y.Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int32, $"output is {y.Type}, expected 8-bit integers or Int32"),
            new(a.Shape.IsStatic && a.Shape[a.Shape.Rank - (op.TransposeA ? 2 : 1)] <= DenseRules.MaxIntegerDepth, $"operands are {a.Shape} and {b.Shape}, sums may exceed 32 bits"),
            new(a.ElementCount > 0 && b.ElementCount > 0, "operands are empty"));
    }

    public void Run(in KernelArgs args)
    {
        int rowBytes = _activations.PaddedChannels;
        fixed (byte* a = args.Input(0).Bytes.Span)
        fixed (byte* b = args.Input(1).Bytes.Span)
        fixed (byte* y = args.Output(0).Bytes.Span)
        fixed (byte* turned = args.Scratch.Rent<byte>(_transposition is null ? 1 : _m * _k))
        fixed (byte* converted = args.Scratch.Rent<byte>(_activations.IsReady ? 1 : checked((int)_activations.Bytes)))
        fixed (byte* packed = args.Scratch.Rent<byte>(checked((int)_layout.GroupBytes)))
        fixed (int* terms = args.Scratch.Rent<int>(_n + Vector256<int>.Count))
        {
            int batches = (int)_y.Product(0, _y.Rank - 2), lastB = -1, bytes = _table is null ? sizeof(int) : sizeof(byte);
            for (int batch = 0; batch < batches; batch++)
            {
                int first = MatMulWalk.Matrix(batch, _a, _y), second = MatMulWalk.Matrix(batch, _b, _y);
                byte* rows = a + ((nint)first * _m * _k);
                if (_transposition is not null)
                {
                    _transposition.Run(rows, turned);
                    rows = turned;
                }

                if (!_activations.IsReady)
                {
                    _activations.Convert(rows, converted);
                    rows = converted;
                }

                if (second != lastB) Pack(b + ((nint)second * _n * _k), packed, terms);
                lastB = second;
                Multiply(new PlainRows(rows, rowBytes, 0), packed, terms, y + ((nint)batch * _m * _n * bytes), _table, _m, _zeroB);
            }
        }
    }

    /// <summary>Packs b, and finds what is added to all sums of a column.</summary>
    private void Pack(byte* b, byte* packed, int* terms)
    {
        MatrixPacking.Pack(_layout, b, _op.TransposeB, _k, _flip, packed);
        for (int c = 0; c < _n; c++) terms[c] = 0;
        if (_zeroA == 0) return;
        Multiply(new PlainRows(_ones.Pointer, _activations.PaddedChannels, 0), packed, terms, (byte*)terms, table: null, count: 1, zeroB: 0);
        for (int c = 0; c < _n; c++) terms[c] = unchecked(_zeroA * ((_k * _zeroB) - terms[c]));
    }

    private void Multiply(PlainRows rows, byte* packed, int* terms, byte* y, RequantTable? table, int count, int zeroB)
    {
#pragma warning disable CS8500 // the table outlives the run
        var sink = new MatrixSink(new IntegerSink(&table, y, _n, null), terms, zeroB);
#pragma warning restore CS8500
        DenseRun.Run(_layout, rows, sink, count, _activations.PaddedChannels, _threads, packed);
    }
}

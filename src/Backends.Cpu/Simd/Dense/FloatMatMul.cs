using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Movement;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Products of float matrices; the second one is packed once when it is constant, else in every run.</summary>
internal sealed unsafe class FloatMatMul : IPreparedKernel
{
    private readonly MatMul _op;
    private readonly FloatProduct? _product;
    private readonly DenseWeights? _layout;
    private readonly MovedAxes? _transposition;
    private readonly Shape _a;
    private readonly Shape _b;
    private readonly Shape _y;
    private readonly int _rows;
    private readonly int _m;
    private readonly int _n;
    private readonly int _k;
    private readonly int _threads;

    public FloatMatMul(MatMul op, KernelSignature signature)
    {
        (_op, _threads) = (op, signature.Threads);
        (_a, _b, _y) = (signature.Input(0).Shape, signature.Input(1).Shape, signature.Outputs[0].Shape);
        (_m, _n, _k) = (_y[_y.Rank - 2], _y[_y.Rank - 1], _a[_a.Rank - (op.TransposeA ? 2 : 1)]);
        if (op.TransposeA) _transposition = new MovedAxes([_m, _k], [1, _m], [_k, 1], sizeof(float));
        if (signature.Constants[1] is null || _b.Product(0, _b.Rank - 2) != 1)
        {
            _layout = DenseWeights.LayOut(TileSet.ForFloats(_n, signature), _n, _k);
            return;
        }

        // All matrices of a share one b: they are one tall matrix, unless they are transposed one by one.
        _rows = op.TransposeA ? _m : checked((int)_y.Product(0, _y.Rank - 1));
        fixed (float* from = Constants.Floats(signature, 1))
            _product = FloatProduct.Of(signature, _rows, _n, _k, new FloatUnits(from, 0, op.TransposeB ? _k : 1, 0, op.TransposeB ? 1 : _n));
    }

    public void Run(in KernelArgs args)
    {
        long packedBytes = 0;
        foreach (DensePanel panel in _layout?.Panels ?? []) packedBytes += (long)panel.Vectors * _layout!.Tiles.Lanes * _k * sizeof(float);
        fixed (float* a = args.Input(0).Span<float>())
        fixed (float* b = args.Input(1).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
        fixed (float* rows = args.Scratch.Rent<float>(_transposition is null ? 1 : _m * _k))
        fixed (byte* packed = args.Scratch.Rent<byte>(checked((int)Math.Max(packedBytes, 1))))
        {
            if (_product is not null && _transposition is null)
            {
                _product.Run(a, _rows, new FloatSink(y, _n, Activation.None), args.Scratch);
                return;
            }

            int batches = (int)_y.Product(0, _y.Rank - 2), lastB = -1;
            for (int batch = 0; batch < batches; batch++)
            {
                int first = MatMulWalk.Matrix(batch, _a, _y), second = MatMulWalk.Matrix(batch, _b, _y);
                float* from = a + ((nint)first * _m * _k);
                _transposition?.Run((byte*)from, (byte*)rows);
                if (_layout is not null && second != lastB) RunPacking.Pack(_layout, b + ((nint)second * _n * _k), _op.TransposeB, (float*)packed);
                lastB = second;
                Multiply(_transposition is null ? from : rows, packed, y + ((nint)batch * _m * _n), args.Scratch);
            }
        }
    }

    private void Multiply(float* a, byte* packed, float* y, Scratch memory)
    {
        var sink = new FloatSink(y, _n, Activation.None);
        if (_product is not null) _product.Run(a, _m, sink, memory);
        else DenseRun.Run(_layout!, new PlainRows((byte*)a, _k * sizeof(float), 0), sink, _m, _k * sizeof(float), _threads, packed);
    }
}

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

        // All matrices of a share one b: they are one tall matrix.
        _rows = checked((int)_y.Product(0, _y.Rank - 1));
        fixed (float* from = Constants.Floats(signature, 1))
            _product = FloatProduct.Of(signature, _rows, _n, _k, new FloatUnits(from, 0, op.TransposeB ? _k : 1, 0, op.TransposeB ? 1 : _n));
    }

    public void Run(in KernelArgs args)
    {
        fixed (float* a = args.Input(0).Span<float>())
        fixed (float* b = args.Input(1).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
        {
            if (_product is not null) Multiply(_product, a, y, args.Scratch);
            else if (_layout is not null) Multiply(_layout, a, b, y, args.Scratch);
        }
    }

    private void Multiply(FloatProduct product, float* a, float* y, Scratch memory)
    {
        var sink = new FloatSink(y, _n, Activation.None);
        if (_transposition is null)
        {
            product.Run(a, _rows, sink, memory);
            return;
        }

        nint matrix = (nint)_m * _k;
        fixed (float* turned = memory.Rent<float>(checked(_rows * _k)))
        {
            for (nint at = 0; at < (nint)_rows * _k; at += matrix) _transposition.Run((byte*)(a + at), (byte*)(turned + at));
            product.Run(turned, _rows, sink, memory);
        }
    }

    private void Multiply(DenseWeights layout, float* a, float* b, float* y, Scratch memory)
    {
        fixed (float* turned = memory.Rent<float>(_transposition is null ? 1 : _m * _k))
        fixed (byte* packed = memory.Rent<byte>(checked((int)layout.GroupBytes)))
        {
            int batches = (int)_y.Product(0, _y.Rank - 2), lastB = -1;
            for (int batch = 0; batch < batches; batch++)
            {
                int first = MatMulWalk.Matrix(batch, _a, _y), second = MatMulWalk.Matrix(batch, _b, _y);
                float* from = a + ((nint)first * _m * _k);
                _transposition?.Run((byte*)from, (byte*)turned);
                if (second != lastB) RunPacking.Pack(layout, b + ((nint)second * _n * _k), _op.TransposeB, (float*)packed);
                lastB = second;
                var rows = new PlainRows((byte*)(_transposition is null ? from : turned), _k * sizeof(float), 0);
                DenseRun.Run(layout, rows, new FloatSink(y + ((nint)batch * _m * _n), _n, Activation.None), _m, _k * sizeof(float), _threads, packed);
            }
        }
    }
}

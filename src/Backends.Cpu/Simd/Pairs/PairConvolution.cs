using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Pairs;

/// <summary>A convolution whose operands are floats of 16 bits.</summary>
internal sealed unsafe class PairConvolution : IPreparedKernel
{
    private readonly PairProduct _product;
    private readonly WindowShape _shape;
    private readonly PackedBuffer _padding;
    private readonly Activation _activation;
    private readonly int _addend;
    private readonly int _outputStride;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _groupBytes;

    /// <param name="op">The convolution.</param>
    /// <param name="signature">Operands: x, weights, bias.</param>
    /// <param name="method">From <see cref="Find"/>.</param>
    public PairConvolution(Convolution op, KernelSignature signature, PairMethod method)
    {
        Shape x = signature.Input(0).Shape, y = signature.Outputs[0].Shape, kernel = signature.Input(1).Shape;
        int channels = x[x.Rank - 1], each = channels / op.Groups, depth = (int)kernel.Product(1, kernel.Rank), outputs = y[y.Rank - 1] / op.Groups;
        (_activation, _columns) = (op.Activation, y[y.Rank - 1]);
        (_addend, _outputStride) = (signature.Addend, signature.RowStride(_columns));
        StoredFloats stored = StoredFloats.Of(signature, 1);
        fixed (float* from = stored.Data)
            _product = PairProduct.Of(method, op.Groups, outputs, depth / each, each, new FloatUnits(from, outputs * stored.First, stored.First, stored.Middle, stored.Last), signature.Input(0).ElementCount, signature.Threads);
        _groupBytes = each * _product.ElementBytes;
        _shape = new WindowShape(WindowAxes.Of(signature, op.Strides, op.Dilations, op.Padding), channels * _product.ElementBytes);
        _rows = x[0] * _shape.Windows;
        _padding = new PackedBuffer((long)_shape.W.Kernel * _shape.PixelBytes);
        if (!signature.Has(2)) return;
        for (int g = 0; g < op.Groups; g++) Constants.Floats(signature, 2).Slice(g * outputs, outputs).CopyTo(_product.Start(g));
    }

    /// <summary>How the convolution may be computed with floats of 16 bits; null when that is not allowed or brings nothing.</summary>
    public static PairMethod? Find(Convolution op, KernelSignature signature)
    {
        Shape y = signature.Outputs[0].Shape, kernel = signature.Input(1).Shape;
        int columns = y[y.Rank - 1];
        return PairMethod.Find(signature, signature.Outputs[0].ElementCount / Math.Max(1, columns), columns / op.Groups, (int)kernel.Product(1, kernel.Rank - 1), kernel[kernel.Rank - 1]);
    }

    public void Run(in KernelArgs args)
    {
        Span<float> input = args.Input(0).Span<float>();
        int bytes = checked(input.Length * _product.ElementBytes);
        fixed (float* x = input)
        fixed (byte* pairs = args.Scratch.Rent<byte>(bytes))
        fixed (float* y = args.Output(0).Span<float>())
        fixed (float* added = _addend < 0 ? default : args.Input(_addend).Span<float>())
        {
            _product.Convert(x, pairs);
            var sink = new FloatSink(y, _outputStride, _activation, added, _columns);
            if (_shape.IsPlain) _product.Run(new PlainRows(pairs, _shape.PixelBytes, _groupBytes), sink, _rows, _shape.PixelBytes, args.Scratch);
            else _product.Run(new WindowRows(_shape, pairs, bytes, _padding.Pointer, _groupBytes, WindowAccess.Places), sink, _rows, _shape.PixelBytes, args.Scratch);
        }
    }
}

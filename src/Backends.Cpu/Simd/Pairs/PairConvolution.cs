using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Pairs;

/// <summary>A convolution whose operands are rounded to 16 bits: two products for one, and half of the weights to read.</summary>
internal sealed unsafe class PairConvolution : IPreparedKernel
{
    /// <summary>Channels of a group from which on windows need not be put together; fewer ones are better multiplied as floats.</summary>
    private const int FewChannels = 16;

    private readonly DenseWeights _weights;
    private readonly WindowShape _shape;
    private readonly PackedBuffer _padding;
    private readonly Activation _activation;
    private readonly int _addend;
    private readonly int _outputStride;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _groupBytes;
    private readonly int _threads;

    public PairConvolution(Convolution op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape, y = signature.Outputs[0].Shape, kernel = signature.Input(1).Shape;
        int channels = x[x.Rank - 1], each = channels / op.Groups, depth = (int)kernel.Product(1, kernel.Rank);
        (_activation, _threads, _columns, _groupBytes) = (op.Activation, signature.Threads, y[y.Rank - 1], each * sizeof(ushort));
        (_addend, _outputStride) = (signature.Addend, signature.OutputStride > 0 ? signature.OutputStride : _columns);
        _shape = new WindowShape(WindowAxes.Of(signature, op.Strides, op.Dilations, op.Padding), channels * sizeof(ushort));
        _rows = x[0] * _shape.Windows;
        _padding = new PackedBuffer((long)_shape.W.Kernel * _shape.PixelBytes);
        int outputs = _columns / op.Groups;
        fixed (float* from = Constants.Floats(signature, 1))
            _weights = DenseWeights.Pack(PairFullyConnected.Tiles(signature).ForRows(_rows), op.Groups, outputs, _shape.Taps, each / 2, FloatConvolution.BlockUnits,
                new PairUnits(from, (nint)outputs * depth, depth, each));
        Constants.CopyBias(signature, _weights);
    }

    /// <summary>Whether pairs may be used, and gain.</summary>
    public static bool Suits(Convolution op, KernelSignature signature)
    {
        Shape kernel = signature.Input(1).Shape;
        int channels = kernel[kernel.Rank - 1];
        return signature.Pairs is not null && channels >= FewChannels && channels % 2 == 0;
    }

    public void Run(in KernelArgs args)
    {
        Span<float> input = args.Input(0).Span<float>();
        fixed (float* x = input)
        fixed (ushort* pairs = args.Scratch.Rent<ushort>(input.Length))
        fixed (float* y = args.Output(0).Span<float>())
        fixed (float* added = _addend < 0 ? default : args.Input(_addend).Span<float>())
        {
            PairRounding.Round(x, pairs, input.Length);
            var sink = new FloatSink(y, _outputStride, _activation, added, _columns);
            var from = (byte*)pairs;
            if (_shape.IsPlain) DenseRun.Run(_weights, new PlainRows(from, _shape.PixelBytes, _groupBytes), sink, _rows, _shape.PixelBytes, _threads);
            else DenseRun.Run(_weights, new WindowRows(_shape, from, (long)input.Length * sizeof(ushort), _padding.Pointer, _groupBytes, WindowAccess.Places), sink, _rows, _shape.PixelBytes, _threads);
        }
    }
}

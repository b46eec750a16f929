using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>A convolution as a product of windows and packed weights.</summary>
internal sealed unsafe class FloatConvolution : IPreparedKernel
{
    /// <summary>Products per block: a panel's weights then take half of a second-level cache of 1 MB.</summary>
    public const int BlockUnits = 1536;

    /// <summary>Bytes of a place up to which the places of a window are taken together.</summary>
    private const int FewBytes = 65;

    private readonly DenseWeights _weights;
    private readonly WindowShape _shape;
    private readonly PackedBuffer _padding;
    private readonly PaddedInput? _padded;
    private readonly Activation _activation;
    private readonly int _addend;
    private readonly int _outputStride;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _channels;
    private readonly WindowAccess _access;
    private readonly int _threads;

    public FloatConvolution(Convolution op, KernelSignature signature, bool depthwise = false)
    {
        Shape x = signature.Input(0).Shape, y = signature.Outputs[0].Shape, kernel = signature.Input(1).Shape;
        int channels = x[x.Rank - 1], taps = (int)kernel.Product(1, kernel.Rank - 1);
        (_activation, _threads, _channels, _columns) = (op.Activation, signature.Threads, channels / op.Groups, y[y.Rank - 1]);
        (_addend, _outputStride) = (signature.Addend, signature.OutputStride > 0 ? signature.OutputStride : _columns);
        (WindowAxis D, WindowAxis H, WindowAxis W) axes = WindowAxes.Of(signature, op.Strides, op.Dilations, op.Padding);
        _shape = new WindowShape(axes, channels * sizeof(float));
        _rows = x[0] * _shape.Windows;
        _access = _shape.Access(FewBytes, op.Groups, readsOn: true);
        _padded = _access == WindowAccess.Joined ? PaddedInput.Of(axes, x[0], channels * sizeof(float)) : null;
        if (_padded is not null) _shape = new WindowShape(_padded.Axes, channels * sizeof(float));
        _padding = new PackedBuffer((long)_shape.W.Kernel * channels * sizeof(float));
        int outputs = _columns / op.Groups, depth = taps * _channels;
        fixed (float* from = Constants.Floats(signature, 1))
        {
            int joined = depth / _shape.TapsOf(_access);
            FloatUnits units = depthwise
                ? new FloatUnits(from, outputs, 1, (nint)joined * _columns, _columns)
                : new FloatUnits(from, (nint)outputs * depth, depth, joined, 1);
            _weights = DenseWeights.Pack(TileSet.ForFloats(outputs, signature), op.Groups, outputs, _shape.TapsOf(_access), joined, BlockUnits, units);
        }

        Constants.CopyBias(signature, _weights);
    }

    /// <summary>A depthwise convolution with several outputs per channel: a group per channel, weights with output channels last.</summary>
    public static FloatConvolution OfDepthwise(DepthwiseConvolution op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape;
        return new(new Convolution(op.Strides, op.Dilations, op.Padding) { Groups = x[x.Rank - 1], Activation = op.Activation }, signature, depthwise: true);
    }

    public void Run(in KernelArgs args)
    {
        // What windows read on after the last row is multiplied by 0; it must be there, and be numbers.
        int copied = _padded is null ? 0 : _padded.Bytes + FewBytes;
        fixed (float* x = args.Input(0).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
        fixed (float* added = _addend < 0 ? default : args.Input(_addend).Span<float>())
        fixed (byte* copy = args.Scratch.Rent<byte>(copied))
        {
            var sink = new FloatSink(y, _outputStride, _activation, added, _columns);
            if (_shape.IsPlain)
            {
                DenseRun.Run(_weights, new PlainRows((byte*)x, _shape.PixelBytes, _channels * sizeof(float)), sink, _rows, _shape.PixelBytes, _threads);
                return;
            }

            if (_padded is not null)
            {
                _padded.Copy((byte*)x, copy, padding: 0);
                new Span<byte>(copy + _padded.Bytes, FewBytes).Clear();
            }

            byte* from = _padded is null ? (byte*)x : copy;
            long bytes = _padded is null ? args.Input(0).Bytes.Length : copied;
            DenseRun.Run(_weights, new WindowRows(_shape, from, bytes, _padding.Pointer, _channels * sizeof(float), _access), sink, _rows, _shape.PixelBytes, _threads);
        }
    }
}

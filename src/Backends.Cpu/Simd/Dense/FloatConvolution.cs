using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Windows;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>A convolution as a product of windows and packed weights.</summary>
internal sealed unsafe class FloatConvolution : IPreparedKernel
{
    /// <summary>Products per block: a panel's weights then take half of a second-level cache of 1 MB.</summary>
    public const int BlockUnits = 1536;

    /// <summary>Bytes of a place up to which the places of a window are taken together.</summary>
    private const int FewBytes = 65;

    private readonly DenseWeights? _weights;
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

    /// <summary>Computes whole rows instead of tiles, where that is faster: bands are whole rows (<see cref="RowBand"/>), too.</summary>
    private readonly RowConvolution? _byRows;

    private readonly int _threads;

    public FloatConvolution(Convolution op, KernelSignature signature, bool depthwise = false)
    {
        Shape x = signature.Input(0).Shape, y = signature.Outputs[0].Shape, kernel = signature.Input(1).Shape;
        int channels = x[x.Rank - 1], taps = (int)kernel.Product(1, kernel.Rank - 1);
        (_activation, _threads, _channels, _columns) = (op.Activation, signature.Threads, channels / op.Groups, y[y.Rank - 1]);
        (_addend, _outputStride) = (signature.Addend, signature.RowStride(_columns));
        (WindowAxis D, WindowAxis H, WindowAxis W) axes = WindowAxes.Of(signature, op.Strides, op.Dilations, op.Padding);
        _shape = new WindowShape(axes, channels * sizeof(float));
        _rows = x[0] * _shape.Windows;
        _access = _shape.Access(FewBytes, op.Groups, readsOn: true);
        _padded = _access == WindowAccess.Joined ? PaddedInput.Of(axes, x[0], channels * sizeof(float)) : null;
        if (_padded is not null) _shape = new WindowShape(_padded.Axes, channels * sizeof(float));
        _padding = new PackedBuffer((long)_shape.W.Kernel * channels * sizeof(float));
        int outputs = _columns / op.Groups, depth = taps * _channels;
        int joined = depth / _shape.TapsOf(_access);
        StoredFloats stored = joined == _channels && !depthwise ? StoredFloats.Of(signature, 1) : StoredFloats.InOrder(signature, 1);
        fixed (float* from = stored.Data)
        {
            FloatUnits units = depthwise
                ? new FloatUnits(from, outputs, 1, (nint)joined * _columns, _columns)
                : new FloatUnits(from, outputs * stored.First, stored.First, joined == _channels ? stored.Middle : joined, stored.Last);
            if (_access == WindowAccess.Joined && _addend < 0 && !signature.RoundsProducts && signature.EmittedFloats?.Value is not null)
                _byRows = RowConvolution.Of(_shape, outputs, FloatClamp.Of(op.Activation), units, signature.Has(2) ? Constants.Floats(signature, 2) : default);
            if (_byRows is not null) return;
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

    /// <summary>Bytes of memory for a run.</summary>
    // What windows read on after the last row is multiplied by 0; it must be there, and be numbers.
    public int ScratchBytes => _padded is null ? 0 : _padded.Bytes + FewBytes;

    public void Run(in KernelArgs args)
    {
        Span<float> input = args.Input(0).Span<float>();
        fixed (float* x = input)
        fixed (float* y = args.Output(0).Span<float>())
        fixed (float* added = _addend < 0 ? default : args.Input(_addend).Span<float>())
        fixed (byte* scratch = args.Scratch.Rent<byte>(ScratchBytes))
        {
            FloatConvolution self = this;
#pragma warning disable CS8500 // the reference is used only while this method runs
            ConvolutionInput from = Begin(&self, x, input.Length, scratch);
#pragma warning restore CS8500
            Run(from, y, _outputStride, added, 0, _rows, _threads);
        }
    }

    /// <summary>What is done once in a run.</summary>
    /// <param name="self">This; what it points to must outlive the run.</param>
    /// <param name="x">Input.</param>
    /// <param name="count">Floats of the input.</param>
    /// <param name="scratch">Memory of <see cref="ScratchBytes"/>.</param>
#pragma warning disable CS8500 // the reference is used only while a run lasts
    public ConvolutionInput Begin(FloatConvolution* self, float* x, long count, byte* scratch)
#pragma warning restore CS8500
    {
        if (_padded is null) return new ConvolutionInput(self, (byte*)x, count * sizeof(float));
        _padded.Copy((byte*)x, scratch, padding: 0);
        new Span<byte>(scratch + _padded.Bytes, FewBytes).Clear();
        return new ConvolutionInput(self, scratch, ScratchBytes);
    }

    /// <summary>Computes a band of the result, whole places, on this thread.</summary>
    /// <param name="state">A <see cref="ConvolutionInput"/>.</param>
    /// <param name="first">First float of the result.</param>
    /// <param name="to">Receives it and those after it.</param>
    /// <param name="count">Floats.</param>
    public static void Load(void* state, nint first, float* to, nint count)
    {
        var from = (ConvolutionInput*)state;
#pragma warning disable CS8500
        FloatConvolution kernel = *from->Kernel;
#pragma warning restore CS8500
        kernel.Run(*from, to, kernel._columns, null, (int)(first / kernel._columns), (int)(count / kernel._columns), threads: 1);
    }

    /// <summary>Computes some places of the result.</summary>
    /// <param name="from">The input.</param>
    /// <param name="y">Where the first of them goes.</param>
    /// <param name="stride">Floats from one to the next.</param>
    /// <param name="added">What is added to the first of them; null for nothing.</param>
    /// <param name="first">Their first one: of a row, where rows are computed.</param>
    /// <param name="count">How many: whole rows there.</param>
    /// <param name="threads">Threads that may be used.</param>
    private void Run(ConvolutionInput from, float* y, nint stride, float* added, int first, int count, int threads)
    {
        if (_byRows is { } rows)
        {
            rows.Run(from.Start, y, stride, first / rows.RowWindows, count / rows.RowWindows, threads);
            return;
        }

        DenseWeights weights = _weights ?? throw new InvalidOperationException("nothing was packed");
        var sink = new FloatSink(y, stride, _activation, added, _columns);
        int rowBytes = _shape.PixelBytes, groupBytes = _channels * sizeof(float);
        if (_shape.IsPlain) DenseRun.Run(weights, new PlainRows(from.Start + ((nint)first * rowBytes), rowBytes, groupBytes), sink, count, rowBytes, threads);
        else DenseRun.Run(weights, new WindowRows(_shape, from.Start, from.Bytes, _padding.Pointer, groupBytes, _access, first: first), sink, count, rowBytes, threads);
    }
}

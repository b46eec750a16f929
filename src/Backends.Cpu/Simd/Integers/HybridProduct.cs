using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Convolutions and fully connected layers whose float activations are quantized on the way, per batch.</summary>
internal sealed unsafe class HybridProduct : IPreparedKernel
{
    private const int FewBytes = 32;

    /// <summary>Bytes after the padding that copying whole vectors reads.</summary>
    private const int Spare = 64;

    private readonly IntegerWeights _weights;
    private readonly IntegerActivations _activations;
    private readonly HybridRows _results;
    private readonly WindowShape _shape;
    private readonly HybridQuantization _rule;
    private readonly int _batches;
    private readonly int _columns;
    private readonly int _groupBytes;
    private readonly WindowAccess _access;
    private readonly int _threads;

    private HybridProduct(KernelSignature signature, (WindowAxis D, WindowAxis H, WindowAxis W) axes, int batches, int groups, int channels, int columns, bool depthwise, Activation activation, HybridQuantization rule)
    {
        Shape kernel = signature.Input(1).Shape;
        int depth = channels / groups, taps = axes.D.Kernel * axes.H.Kernel * axes.W.Kernel;
        (_threads, _columns, _batches, _rule) = (signature.Threads, columns, batches, rule);
        IntegerTiles tiles = signature.Integers;
        var narrow = new WindowShape(axes, channels * tiles.ElementBytes);
        _access = narrow.Access(FewBytes, groups, readsOn: true);
        int parts = narrow.TapsOf(_access);
        var layout = new IntegerLayout(tiles, groups, columns / groups, parts, taps / parts * depth, depthwise, HasBias: false);
        int padded = _access == WindowAccess.Places ? layout.PaddedChannels : depth;
        _activations = new IntegerActivations(tiles, IsSigned: true, 0, (int)(signature.Input(0).ElementCount / depth), depth, padded);
        _groupBytes = padded * tiles.ElementBytes;
        _shape = new WindowShape(axes, _groupBytes * groups);
        // Zero points are known when a run has quantized its activations: the sink takes them off. As unsigned bytes, -128 is 0.
        _weights = IntegerWeights.Pack(signature, layout, -128, IntegerMethod.Find(signature, layout, signature.Outputs[0].ElementCount / Math.Max(1, columns), requantizer: null));
        _results = new HybridRows(signature.Input(1).Quantization!.Scales.Span, columns, signature.Has(2) ? Constants.Floats(signature, 2) : default, activation);
    }

    public static HybridProduct Of(Convolution op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape, y = signature.Outputs[0].Shape;
        return new(signature, WindowAxes.Of(signature, op.Strides, op.Dilations, op.Padding), x[0], op.Groups, x[x.Rank - 1], y[y.Rank - 1], false, op.Activation, op.Hybrid);
    }

    public static HybridProduct Of(DepthwiseConvolution op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape, y = signature.Outputs[0].Shape;
        return new(signature, WindowAxes.Of(signature, op.Strides, op.Dilations, op.Padding), x[0], x[x.Rank - 1], x[x.Rank - 1], y[y.Rank - 1], true, op.Activation, op.Hybrid);
    }

    /// <summary>Each row is a batch of one place.</summary>
    public static HybridProduct Of(FullyConnected op, KernelSignature signature)
    {
        Shape weights = signature.Input(1).Shape;
        var one = new WindowAxis(1, 1, 1, 1, 1, 0);
        return new(signature, (one, one, one), (int)(signature.Input(0).ElementCount / weights[1]), 1, weights[1], weights[0], false, op.Activation, op.Hybrid);
    }

    private int PaddingBytes => _shape.W.Kernel * _shape.PixelBytes;

    public void Run(in KernelArgs args)
    {
        int count = (int)args.Input(0).Info.ElementCount, size = _batches == 0 ? 0 : count / _batches;
        HybridRows results = _results;
        fixed (float* x = args.Input(0).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
        fixed (float* scales = args.Scratch.Rent<float>(_batches))
        fixed (int* zeroPoints = args.Scratch.Rent<int>(_batches))
        fixed (byte* padding = args.Scratch.Rent<byte>((_batches * PaddingBytes) + Spare))
        fixed (sbyte* stored = args.Scratch.Rent<sbyte>(count))
        fixed (byte* units = args.Scratch.Rent<byte>(checked((int)_activations.Bytes)))
        {
            HybridActivations.Quantize(x, stored, _batches, size, _rule, scales, zeroPoints);
            int places = _batches == 0 ? 0 : _activations.Places / _batches, rowBytes = _shape.PixelBytes;
            for (int b = 0; b < _batches; b++)
            {
                _activations.Convert((byte*)stored + ((nint)b * size), units + (_activations.Bytes / _batches * b), places, zeroPoints[b]);
                _activations.FillPadding(padding + (b * PaddingBytes), PaddingBytes, zeroPoints[b]);
                if (!_activations.Tiles.UsesBytes) zeroPoints[b] = -128;
            }

#pragma warning disable CS8500 // the results outlive the run
            var sink = new HybridSink(&results, y, _columns, scales, zeroPoints, _weights.ColumnSums, _shape.Windows);
#pragma warning restore CS8500
            int rows = _batches * _shape.Windows;
            if (_shape.IsPlain) _weights.Run(new PlainRows(units, rowBytes, _groupBytes), sink, rows, rowBytes, flip: 0, _threads, args.Scratch);
            else _weights.Run(new WindowRows(_shape, units, _activations.Bytes, padding, _groupBytes, _access, PaddingBytes), sink, rows, rowBytes, flip: 0, _threads, args.Scratch);
        }
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>A depthwise convolution with one output channel per input channel.</summary>
internal sealed unsafe class FloatDepthwise : IPreparedKernel, IBandReader
{
    private readonly WindowLoop _loop;
    private readonly PackedBuffer _weights;
    private readonly PackedBuffer? _bias;
    private readonly bool _rounds;
    private readonly PaddedRows _padded;
    private readonly WindowInput _input;

    public FloatDepthwise(DepthwiseConvolution op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape, y = signature.Outputs[0].Shape, kernel = signature.Input(1).Shape;
        (WindowAxis D, WindowAxis H, WindowAxis W) axes = WindowAxes.Of(signature, op.Strides, op.Dilations, op.Padding);
        _loop = new WindowLoop(axes, x[0], x[x.Rank - 1], op.Activation, signature.Threads);
        _input = new WindowInput(signature);
        if (_loop.TakesBands && signature.Source is null) (axes.W, _padded) = PaddedRows.Of(axes.W, x[x.Rank - 1]);
        _loop = _loop with { Axes = axes };
        _rounds = signature.RoundsProducts;
        _weights = PackedBuffer.Of(Constants.Floats(signature, 1));
        _bias = signature.Has(2) ? PackedBuffer.Of(Constants.Floats(signature, 2)) : null;
    }

    public int BandScratch => _loop.BandScratch;

    public void Run(in KernelArgs args)
    {
        if (_padded.Total == _padded.Row)
        {
            _input.Run(args, this);
            return;
        }

        fixed (float* x = args.Input(0).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
        fixed (float* band = args.Scratch.Rent<float>(BandScratch))
        {
            var source = new RowSource(x, _padded);
            Read(band, y, &source, &Load);
        }
    }

    /// <inheritdoc/>
    public void Read(float* x, float* y, void* context, delegate*<void*, nint, float*, nint, void> source)
    {
        float* weights = (float*)_weights.Pointer, start = _bias is null ? null : (float*)_bias.Pointer;
        if (_rounds) _loop.Run<WindowSteps.RoundedMultiplyAdd>(x, y, weights, start, 0, null, context, source);
        else _loop.Run<WindowSteps.MultiplyAdd>(x, y, weights, start, 0, null, context, source);
    }

    private static void Load(void* state, nint first, float* to, nint count)
    {
        var source = (RowSource*)state;
        PaddedRows rows = source->Rows;
        float* from = source->Input + (first / rows.Total * rows.Row);
        for (nint done = 0; done < count; done += rows.Total, to += rows.Total, from += rows.Row)
        {
            new Span<float>(to, rows.Left).Clear();
            Buffer.MemoryCopy(from, to + rows.Left, rows.Row * sizeof(float), rows.Row * sizeof(float));
            new Span<float>(to + rows.Left + rows.Row, rows.Right).Clear();
        }
    }

    private readonly struct RowSource(float* input, PaddedRows rows)
    {
        public readonly float* Input = input;
        public readonly PaddedRows Rows = rows;
    }
}

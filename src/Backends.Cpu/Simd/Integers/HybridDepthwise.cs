using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Windows;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>A depthwise convolution whose float activations are quantized on the way; exact sums in floats, like <see cref="IntegerDepthwise"/>.</summary>
internal sealed unsafe class HybridDepthwise : IPreparedKernel
{
    private readonly WindowLoop _loop;
    private readonly PackedBuffer _weights;
    private readonly PackedBuffer _zeros;
    private readonly HybridRows _results;
    private readonly HybridQuantization _rule;

    public HybridDepthwise(DepthwiseConvolution op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape, kernel = signature.Input(1).Shape;
        int channels = x[x.Rank - 1];
        _rule = op.Hybrid;
        _loop = new WindowLoop(WindowAxes.Of(signature, op.Strides, op.Dilations, op.Padding), x[0], channels, Activation.None, signature.Threads);
        _weights = PackedBuffer.Of<float>(IntegerDepthwise.CenteredWeights(Constants.Of(signature, 1), channels));
        _zeros = new PackedBuffer(channels * sizeof(int));
        _results = new HybridRows(signature.Input(1).Quantization!.Scales.Span, channels, signature.Has(2) ? Constants.Floats(signature, 2) : default, op.Activation);
    }

    public void Run(in KernelArgs args)
    {
        int count = (int)args.Input(0).Info.ElementCount, size = _loop.Batches == 0 ? 0 : count / _loop.Batches;
        HybridRows results = _results;
        fixed (float* x = args.Input(0).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
        fixed (float* scales = args.Scratch.Rent<float>(_loop.Batches))
        fixed (int* zeroPoints = args.Scratch.Rent<int>(_loop.Batches))
        fixed (sbyte* stored = args.Scratch.Rent<sbyte>(count))
        fixed (float* centered = args.Scratch.Rent<float>(count))
        fixed (float* rows = args.Scratch.Rent<float>(_loop.RowScratch))
        {
            HybridActivations.Quantize(x, stored, _loop.Batches, size, _rule, scales, zeroPoints);
            for (int b = 0; b < _loop.Batches; b++) Conversions.ToFloats((byte*)stored + ((nint)b * size), true, zeroPoints[b], centered + ((nint)b * size), size);
#pragma warning disable CS8500 // the results outlive the run
            var sink = new RowSink(&results, y, scales, (int*)_zeros.Pointer, _loop.Axes.D.Output * _loop.Axes.H.Output);
#pragma warning restore CS8500
            _loop.Run<WindowSteps.MultiplyAdd>(centered, rows, (float*)_weights.Pointer, null, 0, &Store, &sink);
        }
    }

    private static void Store(void* context, float* row, int index, int places, int channels)
    {
        var sink = (RowSink*)context;
        Conversions.ToSums(row, places, channels, sink->Zeros);
#pragma warning disable CS8500
        HybridRows results = *sink->Results;
#pragma warning restore CS8500
        for (int p = 0; p < places; p++)
        {
            nint at = (((nint)index * places) + p) * channels;
            results.Store((int*)row + ((nint)p * channels), 0, channels, sink->Scales[index / sink->RowsPerBatch], sink->Output + at);
        }
    }

#pragma warning disable CS8500
    private readonly struct RowSink(HybridRows* results, float* output, float* scales, int* zeros, int rowsPerBatch)
    {
        public readonly HybridRows* Results = results;
        public readonly float* Output = output;
        public readonly float* Scales = scales;
        public readonly int* Zeros = zeros;
        public readonly int RowsPerBatch = rowsPerBatch;
    }
#pragma warning restore CS8500
}

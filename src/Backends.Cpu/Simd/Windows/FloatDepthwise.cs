using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Windows;

/// <summary>A depthwise convolution with one output channel per input channel.</summary>
internal sealed unsafe class FloatDepthwise : IPreparedKernel
{
    private readonly WindowLoop _loop;
    private readonly PackedBuffer _weights;
    private readonly PackedBuffer? _bias;
    private readonly bool _rounds;

    public FloatDepthwise(DepthwiseConvolution op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape, y = signature.Outputs[0].Shape, kernel = signature.Input(1).Shape;
        int[] sizes = [.. Enumerable.Range(1, x.Rank - 2).Select(i => kernel[i])];
        _loop = new WindowLoop(WindowAxis.All(x, y, sizes, op.Strides, op.Dilations, op.Padding), x[0], x[x.Rank - 1], op.Activation, signature.Threads);
        _rounds = signature.RoundsProducts;
        _weights = PackedBuffer.Of(Constants.Floats(signature, 1));
        _bias = signature.Has(2) ? PackedBuffer.Of(Constants.Floats(signature, 2)) : null;
    }

    public void Run(in KernelArgs args)
    {
        fixed (float* x = args.Input(0).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
        {
            float* start = _bias is null ? null : (float*)_bias.Pointer;
            if (_rounds) _loop.Run<WindowSteps.RoundedMultiplyAdd>(x, y, (float*)_weights.Pointer, start, 0);
            else _loop.Run<WindowSteps.MultiplyAdd>(x, y, (float*)_weights.Pointer, start, 0);
        }
    }
}

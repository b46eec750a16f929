using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class DepthwiseConvolutionKernel(DepthwiseConvolution op, DenseArithmetic arithmetic, Requantizer? requantizer)
    : IKernel<DepthwiseConvolutionKernel, DepthwiseConvolution>
{
    public static Support Supports(DepthwiseConvolution op, KernelSignature signature) =>
        signature.Input(1).Shape.IsRanked
            ? DenseTypes.Supports(signature, op.Activation, weightAxis: signature.Input(1).Shape.Rank - 1)
            : DenseTypes.Supports(signature, op.Activation, weightAxis: signature.Input(1).Quantization?.Axis ?? 0);

    public static DepthwiseConvolutionKernel Prepare(DepthwiseConvolution op, KernelSignature signature) => new(
        op, DenseTypes.Of(signature.Input(0), signature.Input(1), op.Hybrid),
        DenseTypes.RequantizerOf(signature, op.Requantization, op.Activation, singleProduct: signature.InputType(0) == ElementType.UInt8));

    public void Run(in KernelArgs args)
    {
        TensorBuffer x = args.Input(0), weights = args.Input(1), y = args.Output(0);
        Shape input = x.Info.Shape, output = y.Info.Shape, kernel = weights.Info.Shape;
        Span<int> sizes = stackalloc int[input.Rank - 2];
        for (int i = 0; i < sizes.Length; i++) sizes[i] = kernel[i + 1];
        var axes = WindowAxis.All(input, output, sizes, op.Strides, op.Dilations, op.Padding);
        int batches = input[0], from = input[input.Rank - 1], to = output[output.Rank - 1];
        switch (arithmetic)
        {
            case DenseArithmetic.Float32:
                DepthwiseLoop.Run<float, float, FloatDot<float>, FloatEpilogue<float>>(axes, batches, from, args.Scratch.Rent<float>(to),
                    x.Span<float>(), weights.Span<float>(), new FloatEpilogue<float>(args, op.Activation));
                break;
            case DenseArithmetic.Float64:
                DepthwiseLoop.Run<double, double, FloatDot<double>, FloatEpilogue<double>>(axes, batches, from, args.Scratch.Rent<double>(to),
                    x.Span<double>(), weights.Span<double>(), new FloatEpilogue<double>(args, op.Activation));
                break;
            case DenseArithmetic.Dequantized:
                DepthwiseLoop.Run<float, float, FloatDot<float>, FloatEpilogue<float>>(axes, batches, from, args.Scratch.Rent<float>(to),
                    x.Span<float>(), DenseOperands.Dequantized(args, weights), new FloatEpilogue<float>(args, op.Activation));
                break;
            case DenseArithmetic.Integer:
                DepthwiseLoop.Run<int, long, IntegerDot, IntegerEpilogue>(axes, batches, from, args.Scratch.Rent<long>(to),
                    DenseOperands.Centered(args, x), DenseOperands.Centered(args, weights, kernel.Rank - 1), new IntegerEpilogue(args, requantizer));
                break;
            case DenseArithmetic.Hybrid:
                Span<float> scales = args.Scratch.Rent<float>(batches);
                DepthwiseLoop.Run<int, long, IntegerDot, HybridEpilogue>(axes, batches, from, args.Scratch.Rent<long>(to),
                    DenseOperands.Quantized(args, x, batches, op.Hybrid, scales), DenseOperands.Centered(args, weights, kernel.Rank - 1),
                    new HybridEpilogue(args, op.Activation, scales, weights.Info.Quantization!));
                break;
        }
    }
}

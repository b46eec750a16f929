using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ConvolutionKernel(Convolution op, DenseArithmetic arithmetic, Requantizer? requantizer) : IKernel<ConvolutionKernel, Convolution>
{
    public static Support Supports(Convolution op, KernelSignature signature) => DenseTypes.Supports(signature, op.Activation, weightAxis: 0);

    public static ConvolutionKernel Prepare(Convolution op, KernelSignature signature) => new(
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
                ConvolutionLoop.Run<float, float, FloatDot<float>, FloatEpilogue<float>>(axes, batches, op.Groups, from, to,
                    x.Span<float>(), weights.Span<float>(), new FloatEpilogue<float>(args, op.Activation));
                break;
            case DenseArithmetic.Float64:
                ConvolutionLoop.Run<double, double, FloatDot<double>, FloatEpilogue<double>>(axes, batches, op.Groups, from, to,
                    x.Span<double>(), weights.Span<double>(), new FloatEpilogue<double>(args, op.Activation));
                break;
            case DenseArithmetic.Dequantized:
                ConvolutionLoop.Run<float, float, FloatDot<float>, FloatEpilogue<float>>(axes, batches, op.Groups, from, to,
                    x.Span<float>(), DenseOperands.Dequantized(args, weights), new FloatEpilogue<float>(args, op.Activation));
                break;
            case DenseArithmetic.Integer:
                ConvolutionLoop.Run<int, long, IntegerDot, IntegerEpilogue>(axes, batches, op.Groups, from, to,
                    DenseOperands.Centered(args, x), DenseOperands.Centered(args, weights), new IntegerEpilogue(args, requantizer));
                break;
            case DenseArithmetic.Hybrid:
                Span<float> scales = args.Scratch.Rent<float>(batches);
                ConvolutionLoop.Run<int, long, IntegerDot, HybridEpilogue>(axes, batches, op.Groups, from, to,
                    DenseOperands.Quantized(args, x, batches, op.Hybrid, scales), DenseOperands.Centered(args, weights),
                    new HybridEpilogue(args, op.Activation, scales, weights.Info.Quantization!));
                break;
        }
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class TransposedConvolutionKernel(TransposedConvolution op, DenseArithmetic arithmetic, Requantizer? requantizer)
    : IKernel<TransposedConvolutionKernel, TransposedConvolution>
{
    public static Support Supports(TransposedConvolution op, KernelSignature signature) => DenseTypes.Supports(signature, op.Activation, weightAxis: 0);

    public static TransposedConvolutionKernel Prepare(TransposedConvolution op, KernelSignature signature) => new(
        op, DenseTypes.Of(signature.Input(0), signature.Input(1), op.Hybrid),
        DenseTypes.RequantizerOf(signature, op.Requantization, op.Activation, singleProduct: signature.InputType(0) == ElementType.UInt8));

    public void Run(in KernelArgs args)
    {
        TensorBuffer x = args.Input(0), weights = args.Input(1), y = args.Output(0);
        Shape input = x.Info.Shape, output = y.Info.Shape, kernel = weights.Info.Shape;
        Span<int> sizes = stackalloc int[input.Rank - 2];
        for (int i = 0; i < sizes.Length; i++) sizes[i] = kernel[i + 1];
        // Seen backwards it is a convolution: its input is our output.
        var axes = WindowAxis.All(output, input, sizes, op.Strides, op.Dilations, op.Padding);
        int batches = input[0], from = input[input.Rank - 1], to = output[output.Rank - 1], count = (int)y.Info.ElementCount;
        switch (arithmetic)
        {
            case DenseArithmetic.Float32:
                TransposedLoop.Run<float, float, FloatDot<float>, FloatEpilogue<float>>(axes, batches, op.Groups, from, to,
                    args.Scratch.Rent<float>(count), x.Span<float>(), weights.Span<float>(), new FloatEpilogue<float>(args, op.Activation));
                break;
            case DenseArithmetic.Float64:
                TransposedLoop.Run<double, double, FloatDot<double>, FloatEpilogue<double>>(axes, batches, op.Groups, from, to,
                    args.Scratch.Rent<double>(count), x.Span<double>(), weights.Span<double>(), new FloatEpilogue<double>(args, op.Activation));
                break;
            case DenseArithmetic.Dequantized:
                TransposedLoop.Run<float, float, FloatDot<float>, FloatEpilogue<float>>(axes, batches, op.Groups, from, to,
                    args.Scratch.Rent<float>(count), x.Span<float>(), DenseOperands.Dequantized(args, weights), new FloatEpilogue<float>(args, op.Activation));
                break;
            case DenseArithmetic.Integer:
                TransposedLoop.Run<int, long, IntegerDot, IntegerEpilogue>(axes, batches, op.Groups, from, to, args.Scratch.Rent<long>(count),
                    DenseOperands.Centered(args, x), DenseOperands.Centered(args, weights), new IntegerEpilogue(args, requantizer));
                break;
            case DenseArithmetic.Hybrid:
                Span<float> scales = args.Scratch.Rent<float>(batches);
                TransposedLoop.Run<int, long, IntegerDot, HybridEpilogue>(axes, batches, op.Groups, from, to, args.Scratch.Rent<long>(count),
                    DenseOperands.Quantized(args, x, batches, op.Hybrid, scales), DenseOperands.Centered(args, weights),
                    new HybridEpilogue(args, op.Activation, scales, weights.Info.Quantization!));
                break;
        }
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class FullyConnectedKernel(FullyConnected op, DenseArithmetic arithmetic, Requantizer? requantizer) : IKernel<FullyConnectedKernel, FullyConnected>
{
    public static Support Supports(FullyConnected op, KernelSignature signature) => DenseTypes.Supports(signature, op.Activation, weightAxis: 0);

    public static FullyConnectedKernel Prepare(FullyConnected op, KernelSignature signature) => new(
        op, DenseTypes.Of(signature.Input(0), signature.Input(1), op.Hybrid),
        DenseTypes.RequantizerOf(signature, op.Requantization, op.Activation, singleProduct: signature.Input(1).Quantization is { IsPerTensor: true }));

    public void Run(in KernelArgs args)
    {
        TensorBuffer x = args.Input(0), weights = args.Input(1);
        int outputs = weights.Info.Shape[0], depth = weights.Info.Shape[1];
        int batches = depth == 0 ? 0 : (int)(x.Info.ElementCount / depth);
        switch (arithmetic)
        {
            case DenseArithmetic.Float32:
                Multiply<float, float, FloatDot<float>, FloatEpilogue<float>>(batches, outputs, depth, x.Span<float>(), weights.Span<float>(),
                    new FloatEpilogue<float>(args, op.Activation));
                break;
            case DenseArithmetic.Float64:
                Multiply<double, double, FloatDot<double>, FloatEpilogue<double>>(batches, outputs, depth, x.Span<double>(), weights.Span<double>(),
                    new FloatEpilogue<double>(args, op.Activation));
                break;
            case DenseArithmetic.Dequantized:
                Multiply<float, float, FloatDot<float>, FloatEpilogue<float>>(batches, outputs, depth, x.Span<float>(),
                    DenseOperands.Dequantized(args, weights), new FloatEpilogue<float>(args, op.Activation));
                break;
            case DenseArithmetic.Integer:
                Multiply<int, long, IntegerDot, IntegerEpilogue>(batches, outputs, depth, DenseOperands.Centered(args, x),
                    DenseOperands.Centered(args, weights), new IntegerEpilogue(args, requantizer));
                break;
            case DenseArithmetic.Hybrid:
                Span<float> scales = args.Scratch.Rent<float>(batches);
                Multiply<int, long, IntegerDot, HybridEpilogue>(batches, outputs, depth, DenseOperands.Quantized(args, x, batches, op.Hybrid, scales),
                    DenseOperands.Centered(args, weights), new HybridEpilogue(args, op.Activation, scales, weights.Info.Quantization!));
                break;
        }
    }

    private static void Multiply<TElement, TSum, TDot, TEpilogue>(int batches, int outputs, int depth, ReadOnlySpan<TElement> x,
        ReadOnlySpan<TElement> weights, scoped TEpilogue epilogue)
        where TSum : struct where TDot : IDot<TElement, TSum> where TEpilogue : IEpilogue<TSum>, allows ref struct
    {
        for (int b = 0; b < batches; b++)
            for (int o = 0; o < outputs; o++)
                epilogue.Store(b, o, (b * outputs) + o, TDot.Add(epilogue.Start(o), x.Slice(b * depth, depth), weights.Slice(o * depth, depth)));
    }
}

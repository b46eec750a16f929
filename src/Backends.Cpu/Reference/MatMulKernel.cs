using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class MatMulKernel(MatMul op, DenseArithmetic arithmetic, Requantizer? requantizer) : IKernel<MatMulKernel, MatMul>
{
    public static Support Supports(MatMul op, KernelSignature signature)
    {
        TensorInfo b = signature.Input(1);
        Support dense = DenseTypes.Supports(signature, Activation.None, b.Quantization?.Axis ?? 0);
        if (!dense.IsSupported || signature.InputType(0).IsFloat() || b.Quantization is null or { IsPerTensor: true }) return dense;
        return Support.All(
            new(b.Shape.IsRanked && b.Quantization.Axis == ColumnAxis(op, b.Shape), "operand 1 is quantized per axis, expected per tensor or per column"),
            new(b.Quantization.ZeroPoints.All(z => z == 0), "zero points of columns are not 0"));
    }

    private static int ColumnAxis(MatMul op, Shape b) => b.Rank - (op.TransposeB ? 2 : 1);

    public static MatMulKernel Prepare(MatMul op, KernelSignature signature)
    {
        // Per batch and row the activations get a scale of their own only with weights of one scale; else weights become numbers.
        bool single = signature.Input(1).Quantization is null or { IsPerTensor: true };
        return new(op, DenseTypes.Of(signature.Input(0), signature.Input(1), single ? op.Hybrid : HybridQuantization.None),
            DenseTypes.RequantizerOf(signature, op.Requantization, Activation.None, singleProduct: true));
    }

    public void Run(in KernelArgs args)
    {
        TensorBuffer a = args.Input(0), b = args.Input(1);
        var walk = new MatMulWalk(op, args);
        switch (arithmetic)
        {
            case DenseArithmetic.Float32:
                walk.Run<float, float, FloatDot<float>, FloatEpilogue<float>>(args, a.Span<float>(), b.Span<float>(), new FloatEpilogue<float>(args, Activation.None));
                break;
            case DenseArithmetic.Float64:
                walk.Run<double, double, FloatDot<double>, FloatEpilogue<double>>(args, a.Span<double>(), b.Span<double>(), new FloatEpilogue<double>(args, Activation.None));
                break;
            case DenseArithmetic.Dequantized:
                walk.Run<float, float, FloatDot<float>, FloatEpilogue<float>>(args, a.Span<float>(), DenseOperands.Dequantized(args, b), new FloatEpilogue<float>(args, Activation.None));
                break;
            case DenseArithmetic.Integer:
                walk.Run<int, long, IntegerDot, IntegerEpilogue>(args, DenseOperands.Centered(args, a),
                    DenseOperands.Centered(args, b, ColumnAxis(op, b.Info.Shape)), new IntegerEpilogue(args, requantizer));
                break;
            case DenseArithmetic.Hybrid:
                int rows = walk.RowsOfA;
                Span<float> scales = args.Scratch.Rent<float>(rows);
                Span<int> quantized = DenseOperands.Quantized(args, a, rows, op.Hybrid, scales);
                walk.Run<int, long, IntegerDot, HybridEpilogue>(args, quantized, DenseOperands.Centered(args, b),
                    new HybridEpilogue(args, Activation.None, scales, b.Info.Quantization!));
                break;
        }
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

internal sealed unsafe class LayerNormalizationKernel(LayerNormalization op, int size) : IKernel<LayerNormalizationKernel, LayerNormalization>
{
    public static Support Supports(LayerNormalization op, KernelSignature signature)
    {
        int size = Size(op, signature);
        return Support.All(
            new(signature.InputType(0) == ElementType.Float32, $"input is {signature.InputType(0)}, expected Float32"),
            new(!op.Statistics, "statistics as results are not vectorised"),
            new(size > 0, "there is nothing to normalise"),
            new(IsRow(signature.Optional(1), size) && IsRow(signature.Optional(2), size), "scale or bias is broadcast"));
    }

    public static LayerNormalizationKernel Prepare(LayerNormalization op, KernelSignature signature) => new(op, Size(op, signature));

    public void Run(in KernelArgs args)
    {
        int rows = (int)args.Input(0).Info.ElementCount / size;
        fixed (float* x = args.Input(0).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
        fixed (float* scale = args.Has(1) ? args.Input(1).Span<float>() : default)
        fixed (float* bias = args.Has(2) ? args.Input(2).Span<float>() : default)
            for (nint r = 0; r < rows; r++) NormalizationLoop.Normalize(x + (r * size), y + (r * size), size, op.Epsilon, scale, bias);
    }

    private static int Size(LayerNormalization op, KernelSignature signature)
    {
        Shape shape = signature.Input(0).Shape;
        return (int)shape.Product(op.Axis < 0 ? op.Axis + shape.Rank : op.Axis, shape.Rank);
    }

    private static bool IsRow(TensorInfo? operand, int size) => operand is null || operand.ElementCount == size;
}

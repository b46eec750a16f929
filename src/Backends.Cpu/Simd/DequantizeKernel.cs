using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Bytes with one scale to floats.</summary>
internal sealed unsafe class DequantizeKernel(bool signed, QuantizationInfo quantization) : IKernel<DequantizeKernel, Dequantize>
{
    public static Support Supports(Dequantize op, KernelSignature signature)
    {
        TensorInfo x = signature.Input(0);
        return Support.All(
            new(x.Type is ElementType.Int8 or ElementType.UInt8 && op.To == ElementType.Float32, $"{x.Type} to {op.To} is not vectorised"),
            new(x.Quantization is { IsPerTensor: true }, "the input is not quantized per tensor"));
    }

    public static DequantizeKernel Prepare(Dequantize op, KernelSignature signature) => new(signature.InputType(0) == ElementType.Int8,
        signature.Input(0).Quantization ?? throw new InvalidOperationException("the input is not quantized"));

    public void Run(in KernelArgs args)
    {
        int count = (int)args.Input(0).Info.ElementCount;
        float scale = quantization.Scale;
        fixed (byte* x = args.Input(0).Bytes.Span)
        fixed (float* y = args.Output(0).Span<float>())
        {
            Conversions.ToFloats(x, signed, quantization.ZeroPoint, y, count);
            BinaryLoop.Run<BinaryVectors.Mul>(y, 1, &scale, 0, y, count);
        }
    }
}

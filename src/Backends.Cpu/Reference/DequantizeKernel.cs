using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class DequantizeKernel(Dequantize op) : IKernel<DequantizeKernel, Dequantize>
{
    public static Support Supports(Dequantize op, KernelSignature signature)
    {
        ElementType x = signature.InputType(0);
        return Support.All(
            new(op.To == ElementType.Float32 || x == op.To, $"output is {op.To}, expected Float32"),
            new(x.IsFloat() || StoredIntegers.CanRead(x) || x == ElementType.Int32, $"input is {x}, expected floats or integers of up to 32 bits"));
    }

    public static DequantizeKernel Prepare(Dequantize op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        TensorBuffer x = args.Input(0);
        if (x.Info.Type == op.To)
        {
            x.Bytes.CopyTo(args.Output(0).Bytes);
            return;
        }

        Span<float> y = args.Output(0).Span<float>();
        switch (x.Info.Type)
        {
            case ElementType.Float16:
                ReadOnlySpan<Half> half = x.Span<Half>();
                for (int i = 0; i < y.Length; i++) y[i] = (float)half[i];
                break;
            case ElementType.BFloat16:
                ReadOnlySpan<BFloat16> brain = x.Span<BFloat16>();
                for (int i = 0; i < y.Length; i++) y[i] = brain[i];
                break;
            case ElementType.Float64:
                ReadOnlySpan<double> wide = x.Span<double>();
                for (int i = 0; i < y.Length; i++) y[i] = (float)wide[i];
                break;
            default:
                Span<int> stored = args.Scratch.Rent<int>(y.Length);
                StoredIntegers.Read(x, stored);
                var scale = new ElementScale(x.Info, x.Info.Quantization!);
                for (int i = 0; i < y.Length; i++) y[i] = scale.Real(stored[i], i);
                break;
        }
    }
}

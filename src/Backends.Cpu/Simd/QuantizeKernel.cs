using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Floats or bytes to bytes, one scale for the whole tensor.</summary>
internal sealed unsafe class QuantizeKernel(Quantize op, QuantizationInfo quantization, ByteTable? table) : IKernel<QuantizeKernel, Quantize>
{
    public static Support Supports(Quantize op, KernelSignature signature)
    {
        TensorInfo x = signature.Input(0), y = signature.Outputs[0];
        bool bytes = x.Type is ElementType.Int8 or ElementType.UInt8 && x.Quantization is { IsPerTensor: true };
        return Support.All(
            (x.Type == ElementType.Float32 || bytes, $"input is {x}, expected Float32 or 8-bit integers with one scale"),
            (op.To is ElementType.Int8 or ElementType.UInt8, $"output is {op.To}, expected 8 bits"),
            (y.Quantization is { IsPerTensor: true }, "the output is not quantized per tensor"));
    }

    public static QuantizeKernel Prepare(Quantize op, KernelSignature signature)
    {
        TensorInfo x = signature.Input(0);
        QuantizationInfo to = signature.Outputs[0].Quantization ?? throw new InvalidOperationException("the output is not quantized");
        if (x.Type == ElementType.Float32) return new(op, to, null);
        QuantizationInfo from = x.Quantization ?? throw new InvalidOperationException("the input is not quantized");
        return new(op, to, new ByteTable(x.Type == ElementType.Int8, new IntegerRescale(op, x, from, to).Apply));
    }

    public void Run(in KernelArgs args)
    {
        int count = (int)args.Input(0).Info.ElementCount;
        fixed (byte* x = args.Input(0).Bytes.Span)
        fixed (byte* y = args.Output(0).Bytes.Span)
        {
            if (table is not null) table.Map(x, y, count);
            else FromFloats((float*)x, y, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FromFloats(float* x, byte* y, nint count)
    {
        nint i = 0;
        for (; i <= count - 16; i += 16)
        {
            Vector128<short> low = Vector128.Narrow(Round(x + i), Round(x + i + 4)), high = Vector128.Narrow(Round(x + i + 8), Round(x + i + 12));
            Vector128.Narrow(low, high).AsByte().Store(y + i);
        }

        float* rest = stackalloc float[4];
        for (; i < count; i++)
        {
            *rest = x[i];
            y[i] = unchecked((byte)Round(rest).ToScalar());
        }
    }

    /// <summary>Limits come before the zero point, so that nothing overflows; NaN is stored as 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<int> Round(float* from)
    {
        (long min, long max) = op.To.IntegerRange();
        int zero = quantization.ZeroPoint;
        Vector128<float> x = Vector128.Load(from) / Vector128.Create(quantization.Scale), rounded;
        if (op.Requantization == Requantization.Float)
        {
            rounded = Vector128.Round(x);
        }
        else if (op.Requantization == Requantization.FloatWithZeroPoint)
        {
            rounded = Vector128.Round(x + Vector128.Create((float)zero)) - Vector128.Create((float)zero);
        }
        else
        {
            Vector128<float> whole = Vector128.Truncate(x);
            rounded = whole + (Vector128.GreaterThanOrEqual(Vector128.Abs(x - whole), Vector128.Create(0.5f)) & (Vector128.Create(1f) | (x & Vector128.Create(-0f))));
        }

        rounded = Vector128.Min(Vector128.Max(rounded, Vector128.Create((float)(min - zero))), Vector128.Create((float)(max - zero)));
        return (Vector128.ConvertToInt32(rounded) + Vector128.Create(zero)) & Vector128.Equals(x, x).AsInt32();
    }
}

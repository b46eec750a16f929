using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Backends.Cpu.Simd.Lanes;
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
            new(x.Type == ElementType.Float32 || bytes, $"input is {x.Type}, expected Float32 or 8-bit integers with one scale"),
            new(op.To is ElementType.Int8 or ElementType.UInt8, $"output is {op.To}, expected 8 bits"),
            new(y.Quantization is { IsPerTensor: true }, "the output is not quantized per tensor"));
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

    private bool ZeroPointFirst => op.Requantization == Requantization.FloatWithZeroPoint;

    private bool HalvesToEven => op.Requantization is Requantization.Float or Requantization.FloatWithZeroPoint;

    private void FromFloats(float* x, byte* y, nint count)
    {
        nint done = 0;
        if (Avx512F.IsSupported) done = HalvesToEven ? ByVector<ToEven>(x, y, count) : ByVector<AwayFromZero>(x, y, count);
        (long min, long max) = op.To.IntegerRange();
        MidpointRounding rounding = HalvesToEven ? MidpointRounding.ToEven : MidpointRounding.AwayFromZero;
        int before = ZeroPointFirst ? quantization.ZeroPoint : 0;
        for (; done < count; done++)
        {
            float rounded = MathF.Round((x[done] / quantization.Scale) + before, rounding);
            y[done] = float.IsNaN(rounded) ? (byte)0 : unchecked((byte)(long)Math.Clamp((double)rounded + quantization.ZeroPoint - before, min, max));
        }
    }

    /// <summary>Limits come before the zero point, so that nothing overflows; NaN is stored as 0.</summary>
    private nint ByVector<TRounding>(float* x, byte* y, nint count) where TRounding : IRounding
    {
        (long min, long max) = op.To.IntegerRange();
        int first = ZeroPointFirst ? quantization.ZeroPoint : 0, last = quantization.ZeroPoint - first;
        Vector512<float> scale = Vector512.Create(quantization.Scale), before = Vector512.Create((float)first);
        Vector512<float> low = Vector512.Create((float)(min - last)), high = Vector512.Create((float)(max - last));
        Vector512<int> after = Vector512.Create(last);
        nint i = 0;
        for (; i <= count - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            Vector512<float> steps = (Vector512.Load(x + i) / scale) + before;
            Vector512<int> stored = Instructions.ToIntegers(Instructions.Min(Instructions.Max(TRounding.Apply(steps), low), high)) + after;
            Avx512F.ConvertToVector128Byte((stored & Vector512.Equals(steps, steps).AsInt32()).AsUInt32()).Store(y + i);
        }

        return i;
    }

    private interface IRounding
    {
        static abstract Vector512<float> Apply(Vector512<float> x);
    }

    private readonly struct ToEven : IRounding
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Apply(Vector512<float> x) => Vector512.Round(x);
    }

    private readonly struct AwayFromZero : IRounding
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Apply(Vector512<float> x)
        {
            Vector512<float> whole = Vector512.Truncate(x), one = Vector512.Create(1f) | (x & Vector512.Create(-0f));
            return whole + (Vector512.GreaterThanOrEqual(Vector512.Abs(x - whole), Vector512.Create(0.5f)) & one);
        }
    }
}

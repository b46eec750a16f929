using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>Runs a float kernel on quantized tensors: operands become numbers, results are rounded half away from zero.</summary>
internal static class RealRows
{
    /// <summary>The numbers that the operand stands for, and memory for as many results.</summary>
    public static Span<float> Read(in KernelArgs args, TensorBuffer x)
    {
        int count = (int)x.Info.ElementCount;
        Span<int> stored = args.Scratch.Rent<int>(count);
        StoredIntegers.Read(x, stored);
        Span<float> real = args.Scratch.Rent<float>(count);
        if (x.Info.Quantization is { IsPerTensor: true } q)
        {
            (float one, int zero) = (q.Scale, q.ZeroPoint);
            for (int i = 0; i < count; i++) real[i] = one * (stored[i] - zero);
            return real;
        }

        var scale = new ElementScale(x.Info, x.Info.Quantization!);
        for (int i = 0; i < count; i++) real[i] = scale.Real(stored[i], i);
        return real;
    }

    /// <summary>Rounds and saturates.</summary>
    public static void Write(ReadOnlySpan<float> real, TensorBuffer y)
    {
        QuantizationInfo q = y.Info.Quantization!;
        (long min, long max) = y.Info.Type.IntegerRange();
        for (int i = 0; i < real.Length; i++)
        {
            float rounded = MathF.Round(real[i] / q.Scale, MidpointRounding.AwayFromZero);
            StoredIntegers.Write(y, i, float.IsNaN(rounded) ? q.ZeroPoint : (int)Math.Clamp(rounded + q.ZeroPoint, min, max));
        }
    }

    /// <summary>What a kernel that works this way supports.</summary>
    public static Support Supports(KernelSignature signature)
    {
        TensorInfo x = signature.Input(0), y = signature.Outputs[0];
        return Support.All(
            new(x.Type is ElementType.Float32 or ElementType.Float64 || (StoredIntegers.CanRead(x.Type) && !x.Type.IsPacked()), $"input is {x.Type}, expected Float32, Float64 or integers of 8 or 16 bits"),
            new(x.Type.IsFloat() || (x.Quantization is not null && y.Quantization is { IsPerTensor: true }), "input or output states no quantization per tensor"));
    }
}

using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class PReluKernel : IKernel<PReluKernel, PRelu>
{
    public static Support Supports(PRelu op, KernelSignature signature)
    {
        ElementType type = signature.InputType(0);
        return Support.All(
            new(type is ElementType.Float32 or ElementType.Float64 || (StoredIntegers.CanRead(type) && !type.IsPacked()), $"input is {type}, expected Float32, Float64 or integers of 8 or 16 bits"),
            new(type.IsFloat() || signature.Outputs[0].Quantization is { IsPerTensor: true }, "the output is not quantized per tensor"));
    }

    public static PReluKernel Prepare(PRelu op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        switch (args.Input(0).Info.Type)
        {
            case ElementType.Float32: RunFloat<float>(args); break;
            case ElementType.Float64: RunFloat<double>(args); break;
            default: RunQuantized(args); break;
        }
    }

    private static void RunFloat<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>(), slope = args.Input(1).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        var walk = new BroadcastWalk(args, 2);
        for (int i = 0; walk.Next(); i++) y[i] = x[walk[0]] >= T.Zero ? x[walk[0]] : x[walk[0]] * slope[walk[1]];
    }

    private static void RunQuantized(in KernelArgs args)
    {
        TensorBuffer y = args.Output(0);
        QuantizationInfo input = args.Input(0).Info.Quantization!, alpha = args.Input(1).Info.Quantization!, output = y.Info.Quantization!;
        var identity = FixedPointMultiplier.Of(input.Scale / output.Scale);
        var product = FixedPointMultiplier.Of(input.Scale * alpha.Scale / output.Scale);
        Span<int> x = args.Scratch.Rent<int>((int)args.Input(0).Info.ElementCount), slope = args.Scratch.Rent<int>((int)args.Input(1).Info.ElementCount);
        StoredIntegers.Read(args.Input(0), x);
        StoredIntegers.Read(args.Input(1), slope);
        (int min, int max) = ActivationRange.Stored(Activation.None, y.Info);
        var walk = new BroadcastWalk(args, 2);
        for (int i = 0; walk.Next(); i++)
        {
            int v = x[walk[0]] - input.ZeroPoint;
            int scaled = v >= 0 ? identity.Apply(v) : product.Apply(v * (slope[walk[1]] - alpha.ZeroPoint));
            StoredIntegers.Write(y, i, Math.Clamp(scaled + output.ZeroPoint, min, max));
        }
    }
}

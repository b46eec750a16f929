using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class BinaryKernel(Binary op, Func<int, int, int>? quantized) : IKernel<BinaryKernel, Binary>
{
    public static Support Supports(Binary op, KernelSignature signature)
    {
        TensorInfo a = signature.Input(0), b = signature.Input(1), y = signature.Outputs[0];
        if (a.Type.IsFloat()) return Support.All(new SupportRule(a.Type is ElementType.Float32 or ElementType.Float64, $"input is {a.Type}, expected Float32 or Float64"));
        if (!IsQuantized(signature))
            return Support.All(
                new(!a.Type.IsPacked(), $"input is {a.Type}, expected at least 8 bits"),
                new(op.Kind != BinaryKind.Atan2, $"{op.Kind} takes floats, the input is {a.Type}"),
                new(ActivationRange.IsClamp(op.Activation), $"activation {op.Activation} cannot be fused to integers"));
        return Support.All(
            new(StoredIntegers.CanRead(a.Type) && !a.Type.IsPacked(), $"quantized input is {a.Type}, expected 8 or 16 bits"),
            new(a.Quantization is { IsPerTensor: true } && b.Quantization is { IsPerTensor: true } && y.Quantization is { IsPerTensor: true },
                "operands or output are not quantized per tensor"),
            new(ActivationRange.IsClamp(op.Activation), $"activation {op.Activation} cannot be fused to integers"));
    }

    public static BinaryKernel Prepare(Binary op, KernelSignature signature) =>
        new(op, IsQuantized(signature) ? QuantizedBinary.Prepare(op, signature.Input(0), signature.Input(1), signature.Outputs[0]) : null);

    public void Run(in KernelArgs args)
    {
        switch (args.Input(0).Info.Type)
        {
            case ElementType.Float32: RunFloat<float>(args); break;
            case ElementType.Float64: RunFloat<double>(args); break;
            case var _ when quantized is not null: RunQuantized(args); break;
            case ElementType.Int8: RunInteger<sbyte>(args); break;
            case ElementType.UInt8: RunInteger<byte>(args); break;
            case ElementType.Int16: RunInteger<short>(args); break;
            case ElementType.UInt16: RunInteger<ushort>(args); break;
            case ElementType.Int32: RunInteger<int>(args); break;
            case ElementType.UInt32: RunInteger<uint>(args); break;
            case ElementType.Int64: RunInteger<long>(args); break;
            default: RunInteger<ulong>(args); break;
        }
    }

    /// <summary>Integers with scales are numbers; wide ones with leftover scales, as indices have them, are not.</summary>
    private static bool IsQuantized(KernelSignature signature) => signature.Input(0).Type.BitWidth() <= 16
        && signature.Input(0).Quantization is not null && signature.Input(1).Quantization is not null && signature.Outputs[0].Quantization is not null;

    private void RunFloat<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> a = args.Input(0).Span<T>(), b = args.Input(1).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        var walk = new BroadcastWalk(args, 2);
        for (int i = 0; walk.Next(); i++) y[i] = FusedActivation.Apply(op.Activation, BinaryFunctions.OfFloats(op.Kind, a[walk[0]], b[walk[1]]));
    }

    private void RunInteger<T>(in KernelArgs args) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        ReadOnlySpan<T> a = args.Input(0).Span<T>(), b = args.Input(1).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        (float low, float high) = ActivationRange.Real(op.Activation);
        T min = T.CreateSaturating(low), max = T.CreateSaturating(high);
        var walk = new BroadcastWalk(args, 2);
        for (int i = 0; walk.Next(); i++) y[i] = T.Clamp(BinaryFunctions.OfIntegers(op.Kind, a[walk[0]], b[walk[1]]), min, max);
    }

    private void RunQuantized(in KernelArgs args)
    {
        Span<int> a = args.Scratch.Rent<int>((int)args.Input(0).Info.ElementCount), b = args.Scratch.Rent<int>((int)args.Input(1).Info.ElementCount);
        StoredIntegers.Read(args.Input(0), a);
        StoredIntegers.Read(args.Input(1), b);
        TensorBuffer y = args.Output(0);
        var walk = new BroadcastWalk(args, 2);
        for (int i = 0; walk.Next(); i++) StoredIntegers.Write(y, i, quantized!(a[walk[0]], b[walk[1]]));
    }
}

using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ComparisonKernel(Comparison op) : IKernel<ComparisonKernel, Comparison>
{
    private const int SpareBits = 8;

    public static Support Supports(Comparison op, KernelSignature signature)
    {
        ElementType type = signature.InputType(0);
        return Support.All(
            new(type is ElementType.Float32 or ElementType.Float64 or ElementType.Bool || (type.IsInteger() && !type.IsPacked()), $"input is {type}, expected numbers of at least 8 bits"),
            new(type != ElementType.Bool || op.Kind is ComparisonKind.Equal or ComparisonKind.NotEqual, $"{op.Kind} does not take Bool"));
    }

    public static ComparisonKernel Prepare(Comparison op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        switch (args.Input(0).Info.Type)
        {
            case ElementType.Float32: Run<float>(args); break;
            case ElementType.Float64: Run<double>(args); break;
            case ElementType.Bool: RunBool(args); break;
            case ElementType.Int32: Run<int>(args); break;
            case ElementType.UInt32: Run<uint>(args); break;
            case ElementType.Int64: Run<long>(args); break;
            case ElementType.UInt64: Run<ulong>(args); break;
            default: RunStored(args); break;
        }
    }

    private void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> a = args.Input(0).Span<T>(), b = args.Input(1).Span<T>();
        Span<bool> y = args.Output(0).Span<bool>();
        var walk = new BroadcastWalk(args, 2);
        for (int i = 0; walk.Next(); i++) y[i] = Compare(a[walk[0]], b[walk[1]]);
    }

    private void RunBool(in KernelArgs args)
    {
        ReadOnlySpan<bool> a = args.Input(0).Span<bool>(), b = args.Input(1).Span<bool>();
        Span<bool> y = args.Output(0).Span<bool>();
        var walk = new BroadcastWalk(args, 2);
        for (int i = 0; walk.Next(); i++) y[i] = (a[walk[0]] == b[walk[1]]) == (op.Kind == ComparisonKind.Equal);
    }

    /// <summary>8- and 16-bit integers: by the numbers they stand for, to 8 fractional bits, when both are quantized.</summary>
    private void RunStored(in KernelArgs args)
    {
        Span<int> a = args.Scratch.Rent<int>((int)args.Input(0).Info.ElementCount), b = args.Scratch.Rent<int>((int)args.Input(1).Info.ElementCount);
        StoredIntegers.Read(args.Input(0), a);
        StoredIntegers.Read(args.Input(1), b);
        Span<bool> y = args.Output(0).Span<bool>();
        var walk = new BroadcastWalk(args, 2);
        if (args.Input(0).Info.Quantization is { IsPerTensor: true } p && args.Input(1).Info.Quantization is { IsPerTensor: true } q)
        {
            FixedPointMultiplier left = FixedPointMultiplier.Of(p.Scale), right = FixedPointMultiplier.Of(q.Scale);
            for (int i = 0; walk.Next(); i++)
                y[i] = Compare(left.Apply((a[walk[0]] - p.ZeroPoint) << SpareBits), right.Apply((b[walk[1]] - q.ZeroPoint) << SpareBits));
        }
        else
        {
            for (int i = 0; walk.Next(); i++) y[i] = Compare(a[walk[0]], b[walk[1]]);
        }
    }

    private bool Compare<T>(T a, T b) where T : INumber<T> => op.Kind switch
    {
        ComparisonKind.Equal => a == b,
        ComparisonKind.NotEqual => a != b,
        ComparisonKind.Less => a < b,
        ComparisonKind.LessOrEqual => a <= b,
        ComparisonKind.Greater => a > b,
        ComparisonKind.GreaterOrEqual => a >= b,
    };
}

using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class VariadicKernel(Variadic op) : IKernel<VariadicKernel, Variadic>
{
    public static Support Supports(Variadic op, KernelSignature signature)
    {
        ElementType type = signature.InputType(0);
        return Support.All((type is ElementType.Float32 or ElementType.Float64 || (type.IsInteger() && !type.IsPacked()), $"input is {type}, expected Float32, Float64 or integers"));
    }

    public static VariadicKernel Prepare(Variadic op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        switch (args.Input(0).Info.Type)
        {
            case ElementType.Float32: Run<float>(args); break;
            case ElementType.Float64: Run<double>(args); break;
            case ElementType.Int8: Run<sbyte>(args); break;
            case ElementType.UInt8: Run<byte>(args); break;
            case ElementType.Int16: Run<short>(args); break;
            case ElementType.UInt16: Run<ushort>(args); break;
            case ElementType.Int32: Run<int>(args); break;
            case ElementType.UInt32: Run<uint>(args); break;
            case ElementType.Int64: Run<long>(args); break;
            default: Run<ulong>(args); break;
        }
    }

    private void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>
    {
        Span<T> y = args.Output(0).Span<T>();
        for (int n = 0; n < args.InputCount; n++)
        {
            ReadOnlySpan<T> x = args.Input(n).Span<T>();
            var walk = new BroadcastWalk(args, 1, n);
            for (int i = 0; walk.Next(); i++)
                y[i] = n == 0 ? x[walk[0]] : op.Kind switch
                {
                    VariadicKind.Min => T.Min(y[i], x[walk[0]]),
                    VariadicKind.Max => T.Max(y[i], x[walk[0]]),
                    VariadicKind.Sum or VariadicKind.Mean => y[i] + x[walk[0]],
                };
        }

        if (op.Kind != VariadicKind.Mean) return;
        for (int i = 0; i < y.Length; i++) y[i] /= T.CreateChecked(args.InputCount);
    }
}

using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class BitwiseKernel(Bitwise op) : IKernel<BitwiseKernel, Bitwise>
{
    public static Support Supports(Bitwise op, KernelSignature signature) =>
        Support.All(new SupportRule(!signature.InputType(0).IsPacked(), $"input is {signature.InputType(0)}, expected at least 8 bits"));

    public static BitwiseKernel Prepare(Bitwise op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        switch (args.Input(0).Info.Type)
        {
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

    private void Run<T>(in KernelArgs args) where T : unmanaged, IBinaryInteger<T>
    {
        ReadOnlySpan<T> a = args.Input(0).Span<T>(), b = args.Input(1).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        int bits = args.Input(0).Info.Type.BitWidth();
        var walk = new BroadcastWalk(args, 2);
        for (int i = 0; walk.Next(); i++)
        {
            T p = a[walk[0]], q = b[walk[1]];
            y[i] = op.Kind switch
            {
                BitwiseKind.And => p & q,
                BitwiseKind.Or => p | q,
                BitwiseKind.Xor => p ^ q,
                BitwiseKind.ShiftLeft => Shift(q, bits) < bits ? p << Shift(q, bits) : T.Zero,
                BitwiseKind.ShiftRight => p >> Math.Min(Shift(q, bits), bits - 1) >> (Shift(q, bits) >= bits ? 1 : 0),
            };
        }
    }

    private static int Shift<T>(T amount, int bits) where T : IBinaryInteger<T> => T.IsNegative(amount) ? 0 : Math.Min(int.CreateSaturating(amount), bits);
}

using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class NonZeroKernel : IKernel<NonZeroKernel, NonZero>
{
    public static Support Supports(NonZero op, KernelSignature signature)
    {
        ElementType type = signature.InputType(0);
        return Support.All((NumberDispatch.IsNumber(type) || type is ElementType.Bool or ElementType.UInt32, $"input is {type}, expected Bool or numbers of at least 8 bits"));
    }

    public static NonZeroKernel Prepare(NonZero op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        TensorBuffer x = args.Input(0);
        switch (x.Info.Type)
        {
            case ElementType.Float32: Run<float>(args, x); break;
            case ElementType.Float64: Run<double>(args, x); break;
            case ElementType.Bool or ElementType.UInt8 or ElementType.Int8: Run<byte>(args, x with { Info = x.Info with { Type = ElementType.UInt8 } }); break;
            case ElementType.Int16: Run<short>(args, x); break;
            case ElementType.Int32: Run<int>(args, x); break;
            case ElementType.UInt32: Run<uint>(args, x); break;
            default: Run<long>(args, x); break;
        }
    }

    private static void Run<T>(in KernelArgs args, TensorBuffer x) where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> values = x.Span<T>();
        int count = 0, rank = x.Info.Shape.Rank;
        foreach (T value in values) if (!T.IsZero(value)) count++;
        TensorBuffer y = args.Output(0).Info.Shape.IsStatic ? args.Output(0) : args.Allocate(0, [count, rank]);
        Span<int> sizes = stackalloc int[rank], coordinate = stackalloc int[rank];
        for (int i = 0; i < rank; i++) sizes[i] = x.Info.Shape[i];
        coordinate.Clear();
        int to = 0;
        for (int i = 0; i < values.Length; i++, Coordinates.Next(sizes, coordinate))
        {
            if (T.IsZero(values[i])) continue;
            foreach (int c in coordinate) IntegerOperand.Write(y, to++, c);
        }
    }
}

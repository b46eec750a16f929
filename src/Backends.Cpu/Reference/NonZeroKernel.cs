using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class NonZeroKernel : IKernel<NonZeroKernel, NonZero>, INumberKernel
{
    public static Support Supports(NonZero op, KernelSignature signature)
    {
        ElementType type = signature.InputType(0);
        return Support.All(new SupportRule(NumberDispatch.IsNumber(type) || type is ElementType.Bool, $"input is {type}, expected Bool or numbers of at least 8 bits"));
    }

    public static NonZeroKernel Prepare(NonZero op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        TensorBuffer x = args.Input(0);
        if (x.Info.Type == ElementType.Bool) Run<byte>(args, x with { Info = x.Info with { Type = ElementType.UInt8 } });
        else NumberDispatch.Run(x.Info.Type, this, args);
    }

    public void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>, IMinMaxValue<T> => Run<T>(args, args.Input(0));

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

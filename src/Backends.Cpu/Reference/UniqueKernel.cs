using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class UniqueKernel : IKernel<UniqueKernel, Unique>
{
    public static Support Supports(Unique op, KernelSignature signature) => Support.All(
        (!signature.InputType(0).IsPacked(), $"input is {signature.InputType(0)}, expected at least 8 bits"));

    public static UniqueKernel Prepare(Unique op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        TensorBuffer x = args.Input(0);
        int count = (int)x.Info.ElementCount, size = x.Info.Type.BitWidth() / 8, found = 0;
        ReadOnlySpan<byte> bytes = x.Bytes.Span;
        Span<int> first = args.Scratch.Rent<int>(count);
        for (int i = 0; i < count; i++)
        {
            int value = 0;
            while (value < found && !bytes.Slice(first[value] * size, size).SequenceEqual(bytes.Slice(i * size, size))) value++;
            if (value == found) first[found++] = i;
            IntegerOperand.Write(args.Output(1), i, value);
        }

        TensorBuffer y = args.Output(0).Info.Shape.IsStatic ? args.Output(0) : args.Allocate(0, [found]);
        for (int i = 0; i < found; i++) bytes.Slice(first[i] * size, size).CopyTo(y.Bytes.Span[(i * size)..]);
    }
}

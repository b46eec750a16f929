using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class TopKKernel(TopK op) : IKernel<TopKKernel, TopK>
{
    public static Support Supports(TopK op, KernelSignature signature) => Support.All((NumberDispatch.IsNumber(signature.InputType(0)), $"input is {signature.InputType(0)}, expected numbers of at least 8 bits"));

    public static TopKKernel Prepare(TopK op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        switch (args.Input(0).Info.Type)
        {
            case ElementType.Float32: Run<float>(args); break;
            case ElementType.Float64: Run<double>(args); break;
            case ElementType.Int8: Run<sbyte>(args); break;
            case ElementType.UInt8: Run<byte>(args); break;
            case ElementType.Int16: Run<short>(args); break;
            case ElementType.Int32: Run<int>(args); break;
            default: Run<long>(args); break;
        }
    }

    private void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> values = args.Output(0).Span<T>();
        int count = args.Input(0).Info.Shape.Dimensions.Span[^1].Size, k = args.Output(0).Info.Shape.Dimensions.Span[^1].Size;
        Span<bool> taken = args.Scratch.Rent<bool>(count);
        for (int row = 0; k > 0 && row < values.Length / k; row++)
        {
            taken.Clear();
            for (int i = 0; i < k; i++)
            {
                int best = -1;
                for (int c = 0; c < count; c++)
                    if (!taken[c] && (best < 0 || (op.Smallest ? x[(row * count) + c] < x[(row * count) + best] : x[(row * count) + c] > x[(row * count) + best]))) best = c;
                taken[best] = true;
                values[(row * k) + i] = x[(row * count) + best];
                IntegerOperand.Write(args.Output(1), (row * k) + i, best);
            }
        }
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class BroadcastArgsKernel : IKernel<BroadcastArgsKernel, BroadcastArgs>
{
    public static Support Supports(BroadcastArgs op, KernelSignature signature) => Support.Yes;

    public static BroadcastArgsKernel Prepare(BroadcastArgs op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        TensorBuffer a = args.Input(0), b = args.Input(1), y = args.Output(0);
        int first = a.Info.Shape[0], second = b.Info.Shape[0], count = Math.Max(first, second);
        for (int i = 1; i <= count; i++)
        {
            long p = i <= first ? IntegerOperand.At(a, first - i) : 1, q = i <= second ? IntegerOperand.At(b, second - i) : 1;
            if (p != q && p != 1 && q != 1) throw new InvalidNetworkException($"shapes cannot be broadcast: {p} and {q} differ and neither is 1");
            IntegerOperand.Write(y, count - i, p == 1 ? q : p);
        }
    }
}

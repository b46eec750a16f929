using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class CompressKernel(Compress op) : IKernel<CompressKernel, Compress>
{
    public static Support Supports(Compress op, KernelSignature signature) => Support.Yes;

    public static CompressKernel Prepare(Compress op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        TensorBuffer x = args.Input(0);
        ReadOnlySpan<bool> condition = args.Input(1).Span<bool>();
        AxisLoop loop = op.Axis is { } axis ? AxisLoop.Of(x.Info.Shape, axis) : new AxisLoop(1, (int)x.Info.ElementCount, 1);
        if (condition.Length > loop.Count) throw new InvalidNetworkException($"{condition.Length} conditions, expected up to {loop.Count}");
        ElementSpan from = new(x), to = new(args.Output(0));
        int place = 0;
        for (int outer = 0; outer < loop.Outer; outer++)
            for (int i = 0; i < condition.Length; i++)
            {
                if (!condition[i]) continue;
                to.Copy(place, from, ((outer * loop.Count) + i) * loop.Inner, loop.Inner);
                place += loop.Inner;
            }
    }
}

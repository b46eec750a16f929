using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SignalOverlapAddKernel(SignalOverlapAdd op) : IKernel<SignalOverlapAddKernel, SignalOverlapAdd>
{
    public static Support Supports(SignalOverlapAdd op, KernelSignature signature) => Support.Yes;

    public static SignalOverlapAddKernel Prepare(SignalOverlapAdd op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        args.Input(1).Bytes.CopyTo(args.Output(1).Bytes);
        if (args.Input(0).Info.Type == ElementType.Int16)
            Run<short>(args, static (a, b) => (short)Math.Clamp(a + b, short.MinValue, short.MaxValue));
        else Run<float>(args, static (a, b) => a + b);
    }

    private void Run<T>(in KernelArgs args, Func<T, T, T> add) where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        Shape shape = args.Input(0).Info.Shape;
        int frames = shape[shape.Rank - 2], size = shape[shape.Rank - 1];
        for (int f = 0; f * op.Step < y.Length; f++)
        {
            Span<T> rest = args.Output(1).Span<T>().Slice(f / frames * size, size);
            for (int i = 0; i < size; i++) rest[i] = add(rest[i], x[(f * size) + i]);
            rest[..op.Step].CopyTo(y[(f * op.Step)..]);
            rest[op.Step..].CopyTo(rest);
            rest[^op.Step..].Clear();
        }
    }
}

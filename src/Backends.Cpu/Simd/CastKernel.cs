using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Backends.Cpu.Simd.Threading;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Conversions that networks spend time in go by vectors; others are those of the reference.</summary>
internal sealed unsafe class CastKernel(nint loop, int fromBytes, int toBytes, nint count, int threads, Reference.CastKernel plain) : IKernel<CastKernel, Cast>, IDivisible
{
    private readonly int _parts = Division.Parts(threads, count * (fromBytes + toBytes));

    public static Support Supports(Cast op, KernelSignature signature) => Reference.CastKernel.Supports(op, signature);

    public static CastKernel Prepare(Cast op, KernelSignature signature)
    {
        ElementType from = signature.InputType(0);
        nint loop = CastLoop.Find(from, op.To);
        var plain = Reference.CastKernel.Prepare(op, signature);
        return loop == 0 ? new(0, 0, 0, 0, 1, plain) : new(loop, from.BitWidth() / 8, op.To.BitWidth() / 8, (nint)signature.Input(0).ElementCount, signature.Threads, plain);
    }

    public void Run(in KernelArgs args)
    {
        if (loop == 0)
        {
            plain.Run(args);
            return;
        }

        fixed (byte* x = args.Input(0).Bytes.Span)
        fixed (byte* y = args.Output(0).Bytes.Span)
            Division.Run(this, threads, _parts, x, null, y);
    }

    /// <inheritdoc/>
    public void Part(byte* a, byte* b, byte* y, int part, int parts)
    {
        var first = (nint)Division.Start(count, part, parts);
        ((delegate*<byte*, byte*, nint, void>)loop)(a + (first * fromBytes), y + (first * toBytes), (nint)Division.Start(count, part + 1, parts) - first);
    }
}

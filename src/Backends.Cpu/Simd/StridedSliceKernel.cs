using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Movement;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Known distances are laid out in advance; others are found like in the reference.</summary>
internal sealed class StridedSliceKernel(MovedBlock? block, Reference.StridedSliceKernel plain) : IKernel<StridedSliceKernel, StridedSlice>
{
    public static Support Supports(StridedSlice op, KernelSignature signature) => Reference.StridedSliceKernel.Supports(op, signature);

    public static StridedSliceKernel Prepare(StridedSlice op, KernelSignature signature)
    {
        var plain = Reference.StridedSliceKernel.Prepare(op, signature);
        bool isKnown = Enumerable.Range(1, 4).All(i => !signature.Has(i) || signature.Constants[i] is not null);
        return new(isKnown && Movable.Supports(signature, constant: 1).IsSupported ? Block(op, signature) : null, plain);
    }

    public void Run(in KernelArgs args)
    {
        if (block is null) plain.Run(args);
        else block.Run(args);
    }

    private static MovedBlock Block(StridedSlice op, KernelSignature signature)
    {
        TensorInfo x = signature.Input(0);
        long[] begin = Numbers(signature, 1), end = Numbers(signature, 2), axes = Numbers(signature, 4);
        long[] steps = signature.Has(3) ? Numbers(signature, 3) : [.. begin.Select(_ => 1L)];
        var ranges = new SliceRange[x.Shape.Rank + begin.Length];
        return new MovedBlock(x, ranges.AsSpan(0, op.Resolve(x.Shape.ToArray(), begin.Length, begin, end, steps, axes, ranges)));
    }

    private static long[] Numbers(KernelSignature signature, int operand) => signature.Has(operand) ? signature.Constants[operand]?.ToInt64Array() ?? [] : [];
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Movement;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>A known block is laid out in advance; others are cut like in the reference.</summary>
internal sealed class SliceKernel(MovedBlock? block, Reference.SliceKernel plain) : IKernel<SliceKernel, Slice>
{
    public static Support Supports(Slice op, KernelSignature signature) => Reference.SliceKernel.Supports(op, signature);

    public static SliceKernel Prepare(Slice op, KernelSignature signature)
    {
        var plain = Reference.SliceKernel.Prepare(op, signature);
        if (!Movable.Supports(signature, constant: 1).IsSupported) return new(null, plain);
        TensorBuffer begin = TensorBuffer.OfConstant(Constants.Of(signature, 1));
        Shape y = signature.Outputs[0].Shape;
        SliceRange[] ranges = [.. Enumerable.Range(0, y.Rank).Select(a => new SliceRange(a, (int)IntegerOperand.At(begin, a), 1, y[a], true))];
        return new(new MovedBlock(signature.Input(0), ranges), plain);
    }

    public void Run(in KernelArgs args)
    {
        if (block is null) plain.Run(args);
        else block.Run(args);
    }
}

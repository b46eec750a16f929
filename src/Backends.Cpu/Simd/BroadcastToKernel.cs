using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Movement;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Broadcast dimensions do not go on in the source.</summary>
internal sealed class BroadcastToKernel(MovedAxes axes) : IKernel<BroadcastToKernel, BroadcastTo>
{
    public static Support Supports(BroadcastTo op, KernelSignature signature) => Movable.Supports(signature);

    public static BroadcastToKernel Prepare(BroadcastTo op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape, y = signature.Outputs[0].Shape;
        int[] sizes = y.ToArray(), from = new int[y.Rank], strides = new int[x.Rank];
        Strides.Of(x, strides);
        for (int i = 0; i < x.Rank; i++) from[y.Rank - x.Rank + i] = x[i] == 1 ? 0 : strides[i];
        return new(MovedAxes.Packed(sizes, from, signature));
    }

    public void Run(in KernelArgs args) => axes.Run(args);
}

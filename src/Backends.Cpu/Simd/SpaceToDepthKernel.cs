using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Movement;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Rows and columns of blocks become dimensions of their own, in another order.</summary>
internal sealed class SpaceToDepthKernel(MovedAxes axes) : IKernel<SpaceToDepthKernel, SpaceToDepth>
{
    public static Support Supports(SpaceToDepth op, KernelSignature signature) => Movable.Supports(signature);

    public static SpaceToDepthKernel Prepare(SpaceToDepth op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape;
        int block = op.BlockSize, channels = x[3], row = x[2] * channels;
        return new(MovedAxes.Packed([x[0], x[1] / block, x[2] / block, block, block, channels], [x[1] * row, block * row, block * channels, row, channels, 1], signature));
    }

    public void Run(in KernelArgs args) => axes.Run(args);
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Movement;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Rows and columns of blocks become dimensions of their own, in another order.</summary>
internal sealed class DepthToSpaceKernel(MovedAxes axes) : IKernel<DepthToSpaceKernel, DepthToSpace>
{
    public static Support Supports(DepthToSpace op, KernelSignature signature) => Movable.Supports(signature);

    public static DepthToSpaceKernel Prepare(DepthToSpace op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape;
        int block = op.BlockSize, depth = x[3], channels = depth / (block * block), row = x[2] * depth;
        (int ofRow, int ofColumn, int ofChannel) = op.ChannelMajor ? (block, 1, block * block) : (block * channels, channels, 1);
        return new(MovedAxes.Packed([x[0], x[1], block, x[2], block, channels], [x[1] * row, row, ofRow, depth, ofColumn, ofChannel], signature));
    }

    public void Run(in KernelArgs args) => axes.Run(args);
}

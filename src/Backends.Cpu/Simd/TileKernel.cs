using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Movement;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Each repeated dimension becomes two, of which the outer one does not go on in the source.</summary>
internal sealed class TileKernel(MovedAxes axes) : IKernel<TileKernel, Tile>
{
    public static Support Supports(Tile op, KernelSignature signature) => Movable.Supports(signature);

    public static TileKernel Prepare(Tile op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape, y = signature.Outputs[0].Shape;
        int[] sizes = new int[2 * x.Rank], from = new int[2 * x.Rank], strides = new int[x.Rank];
        Strides.Of(x, strides);
        for (int i = 0; i < x.Rank; i++)
            (sizes[2 * i], sizes[(2 * i) + 1], from[(2 * i) + 1]) = (x[i] == 0 ? 0 : y[i] / x[i], x[i], strides[i]);
        return new(MovedAxes.Packed(sizes, from, signature));
    }

    public void Run(in KernelArgs args) => axes.Run(args);
}

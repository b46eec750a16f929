using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class TileKernel : IKernel<TileKernel, Tile>
{
    public static Support Supports(Tile op, KernelSignature signature) => Support.Yes;

    public static TileKernel Prepare(Tile op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape;
        ElementSpan x = new(args.Input(0)), y = new(args.Output(0));
        int rank = shape.Rank, count = (int)args.Output(0).Info.ElementCount;
        Span<int> sizes = stackalloc int[rank], strides = stackalloc int[rank], outputSizes = stackalloc int[rank], coordinate = stackalloc int[rank];
        Strides.Of(shape, sizes, strides);
        for (int i = 0; i < rank; i++) outputSizes[i] = args.Output(0).Info.Shape[i];
        coordinate.Clear();
        for (int i = 0; i < count; i++, Coordinates.Next(outputSizes, coordinate))
        {
            int from = 0;
            for (int axis = 0; axis < rank; axis++) from += coordinate[axis] % sizes[axis] * strides[axis];
            y.Copy(i, x, from, 1);
        }
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SpaceToDepthKernel(SpaceToDepth op) : IKernel<SpaceToDepthKernel, SpaceToDepth>
{
    public static Support Supports(SpaceToDepth op, KernelSignature signature) => Support.Yes;

    public static SpaceToDepthKernel Prepare(SpaceToDepth op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape;
        ElementSpan x = new(args.Input(0)), y = new(args.Output(0));
        int b = op.BlockSize, height = shape[1], width = shape[2], channels = shape[3], to = 0;
        for (int n = 0; n < shape[0]; n++)
            for (int h = 0; h < height / b; h++)
                for (int w = 0; w < width / b; w++)
                    for (int inBlock = 0; inBlock < b * b; inBlock++, to += channels)
                    {
                        int row = (h * b) + (inBlock / b), column = (w * b) + (inBlock % b);
                        y.Copy(to, x, ((((n * height) + row) * width) + column) * channels, channels);
                    }
    }
}

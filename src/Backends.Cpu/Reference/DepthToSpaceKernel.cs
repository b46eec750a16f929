using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class DepthToSpaceKernel(DepthToSpace op) : IKernel<DepthToSpaceKernel, DepthToSpace>
{
    public static Support Supports(DepthToSpace op, KernelSignature signature) => Support.Yes;

    public static DepthToSpaceKernel Prepare(DepthToSpace op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape;
        ElementSpan x = new(args.Input(0)), y = new(args.Output(0));
        int b = op.BlockSize, height = shape[1], width = shape[2], depth = shape[3], channels = depth / (b * b), to = 0;
        for (int n = 0; n < shape[0]; n++)
            for (int h = 0; h < height * b; h++)
                for (int w = 0; w < width * b; w++)
                    for (int c = 0; c < channels; c++, to++)
                    {
                        int inBlock = (h % b * b) + (w % b);
                        int channel = op.ChannelMajor ? (c * b * b) + inBlock : (inBlock * channels) + c;
                        y.Copy(to, x, (((((n * height) + (h / b)) * width) + (w / b)) * depth) + channel, 1);
                    }
    }
}

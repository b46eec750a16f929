using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class MaxUnpoolKernel(MaxUnpool op) : IKernel<MaxUnpoolKernel, MaxUnpool>
{
    public static Support Supports(MaxUnpool op, KernelSignature signature) => Support.Yes;

    public static MaxUnpoolKernel Prepare(MaxUnpool op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        var target = new ElementSpan(args.Output(0));
        var source = new ElementSpan(args.Input(0));
        target.Clear();
        ReadOnlySpan<long> numbers = args.Input(1).Span<long>();
        Shape input = args.Input(0).Info.Shape, output = args.Output(0).Info.Shape;
        if (op.Indexing == PoolIndexing.Window)
        {
            // Seen backwards it is the pooling that found the places: its input is our output.
            var axes = WindowAxis.All(output, input, op.Window.Span, op.Strides, [], op.Padding);
            int channels = input[input.Rank - 1];
            for (int i = 0; i < numbers.Length; i++) target.Copy(PlaceInWindow(axes, channels, i, numbers[i]), source, i, 1);
            return;
        }

        var places = new PoolPlaces(output, op.Indexing);
        long count = output.ElementCount;
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] < 0 || numbers[i] >= count) throw new InvalidNetworkException($"place {numbers[i]} at position {i} is outside [0, {count})");
            target.Copy(places.PlaceOf((int)numbers[i]), source, i, 1);
        }
    }

    private static int PlaceInWindow((WindowAxis D, WindowAxis H, WindowAxis W) axes, int channels, int i, long number)
    {
        (WindowAxis d, WindowAxis h, WindowAxis w) = axes;
        int channel = i % channels, pixel = i / channels;
        int ow = pixel % w.Output, oh = pixel / w.Output % h.Output, od = pixel / (w.Output * h.Output) % d.Output, n = pixel / (w.Output * h.Output * d.Output);
        long window = (long)d.Kernel * h.Kernel * w.Kernel;
        if (number < 0 || number >= window) throw new InvalidNetworkException($"place {number} at position {i} is outside of the window of {window}");
        int element = (int)number;
        int z = d.InputAt(od, element / (w.Kernel * h.Kernel)), y = h.InputAt(oh, element / w.Kernel % h.Kernel), x = w.InputAt(ow, element % w.Kernel);
        if (!d.Contains(z) || !h.Contains(y) || !w.Contains(x)) throw new InvalidNetworkException($"place {number} at position {i} is outside of the output");
        return (((((((n * d.Input) + z) * h.Input) + y) * w.Input) + x) * channels) + channel;
    }
}

using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ColumnsToImageKernel(ColumnsToImage op) : IKernel<ColumnsToImageKernel, ColumnsToImage>, INumberKernel
{
    public static Support Supports(ColumnsToImage op, KernelSignature signature) => NumberDispatch.SupportsNumber(signature.InputType(0));

    public static ColumnsToImageKernel Prepare(ColumnsToImage op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.Run(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        Shape image = args.Output(0).Info.Shape, columns = args.Input(0).Info.Shape;
        int spatial = image.Rank - 2, channels = image[image.Rank - 1];
        Span<int> block = stackalloc int[spatial];
        var windows = new Dimension[spatial + 2];
        for (int i = 0; i < spatial; i++)
        {
            block[i] = (int)IntegerOperand.At(args.Input(2), i);
            (int before, int after) = op.Padding.Resolve(i, image[i + 1], block[i], op.Strides[i], op.Dilations[i]);
            windows[i + 1] = ((image[i + 1] + before + after - ((block[i] - 1) * op.Dilations[i]) - 1) / op.Strides[i]) + 1;
        }

        (windows[0], windows[^1]) = (image[0], channels);
        (WindowAxis d, WindowAxis h, WindowAxis w) = WindowAxis.All(image, Shape.Create(windows), block, op.Strides, op.Dilations, op.Padding);
        int elements = d.Kernel * h.Kernel * w.Kernel;
        y.Clear();
        for (int i = 0; i < x.Length; i++)
        {
            int k = i % elements, c = i / elements % channels, window = i / columns[2] % columns[1], n = i / columns[2] / columns[1];
            int z = d.InputAt(window / (h.Output * w.Output), k / (h.Kernel * w.Kernel));
            int row = h.InputAt(window / w.Output % h.Output, k / w.Kernel % h.Kernel), column = w.InputAt(window % w.Output, k % w.Kernel);
            if (d.Contains(z) && h.Contains(row) && w.Contains(column))
                y[(((((((n * d.Input) + z) * h.Input) + row) * w.Input) + column) * channels) + c] += x[i];
        }
    }
}

using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class Rfft2dKernel : IKernel<Rfft2dKernel, Rfft2d>
{
    public static Support Supports(Rfft2d op, KernelSignature signature) => Support.Yes;

    public static Rfft2dKernel Prepare(Rfft2d op, KernelSignature signature) => new();

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape;
        int height = (int)IntegerOperand.At(args.Input(1), 0), width = (int)IntegerOperand.At(args.Input(1), 1);
        int rows = shape[shape.Rank - 2], columns = shape[shape.Rank - 1], half = (width / 2) + 1;
        ReadOnlySpan<float> x = args.Input(0).Span<float>();
        Span<Complex64> y = args.Output(0).Span<Complex64>();
        Span<Complex> field = args.Scratch.Rent<Complex>(height * width), line = args.Scratch.Rent<Complex>(Math.Max(height, width));
        int images = (int)shape.Product(0, shape.Rank - 2);
        for (int image = 0; image < images; image++)
        {
            field.Clear();
            for (int r = 0; r < Math.Min(rows, height); r++)
            {
                for (int c = 0; c < Math.Min(columns, width); c++) field[(r * width) + c] = x[(((image * rows) + r) * columns) + c];
                Fourier.Transform(field.Slice(r * width, width));
            }

            for (int c = 0; c < half; c++)
            {
                Span<Complex> column = line[..height];
                for (int r = 0; r < height; r++) column[r] = field[(r * width) + c];
                if (height > 1) Fourier.Transform(column);
                for (int r = 0; r < height; r++) y[(((image * height) + r) * half) + c] = new Complex64((float)column[r].Real, (float)column[r].Imaginary);
            }
        }
    }
}

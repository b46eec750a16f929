using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class RoiAlignKernel(RoiAlign op) : IKernel<RoiAlignKernel, RoiAlign>, IFloatKernel
{
    private const int MostSamples = 1 << 12;

    public static Support Supports(RoiAlign op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.InputType(0));

    public static RoiAlignKernel Prepare(RoiAlign op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> regions = args.Input(1).Span<T>();
        Shape shape = args.Input(0).Info.Shape;
        T offset = T.CreateChecked(op.HalfPixel ? 0.5 : 0), scale = T.CreateChecked(op.SpatialScale);
        for (int r = 0; r < args.Output(0).Info.Shape[0]; r++)
        {
            int batch = IntegerOperand.Index(args.Input(2), r, shape[0]);
            T left = (regions[4 * r] * scale) - offset, top = (regions[(4 * r) + 1] * scale) - offset;
            T width = (regions[(4 * r) + 2] * scale) - offset - left, height = (regions[(4 * r) + 3] * scale) - offset - top;
            if (!op.HalfPixel) (width, height) = (T.Max(width, T.One), T.Max(height, T.One));
            T cellHeight = height / T.CreateChecked(op.Height), cellWidth = width / T.CreateChecked(op.Width);
            int rows = Samples(cellHeight), columns = Samples(cellWidth);
            for (int cell = 0; cell < op.Height * op.Width; cell++)
            {
                T y = top + (T.CreateChecked(cell / op.Width) * cellHeight), x = left + (T.CreateChecked(cell % op.Width) * cellWidth);
                Cell(args, batch, (r * op.Height * op.Width) + cell, (y, cellHeight, rows), (x, cellWidth, columns));
            }
        }
    }

    private int Samples<T>(T cell) where T : IFloatingPointIeee754<T> =>
        op.SamplingRatio > 0 ? op.SamplingRatio : Math.Clamp(int.CreateSaturating(T.Ceiling(cell)), 0, MostSamples);

    private void Cell<T>(in KernelArgs args, int batch, int cell, (T Start, T Size, int Count) rows, (T Start, T Size, int Count) columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Shape shape = args.Input(0).Info.Shape;
        int channels = shape[3];
        Span<T> result = args.Output(0).Span<T>().Slice(cell * channels, channels);
        result.Clear();
        T half = T.CreateChecked(0.5);
        for (int sample = 0; sample < rows.Count * columns.Count; sample++)
        {
            T y = rows.Start + ((T.CreateChecked(sample / columns.Count) + half) * rows.Size / T.CreateChecked(rows.Count));
            T x = columns.Start + ((T.CreateChecked(sample % columns.Count) + half) * columns.Size / T.CreateChecked(columns.Count));
            Add(args.Input(0).Span<T>(), shape, batch, y, x, result, sample == 0);
        }

        if (op.Maximum) return;
        T count = T.CreateChecked(Math.Max(rows.Count * columns.Count, 1));
        foreach (ref T value in result) value /= count;
    }

    private void Add<T>(ReadOnlySpan<T> x, Shape shape, int batch, T row, T column, Span<T> result, bool first) where T : IFloatingPointIeee754<T>
    {
        bool outside = !(row >= T.NegativeOne && row <= T.CreateChecked(shape[1]) && column >= T.NegativeOne && column <= T.CreateChecked(shape[2]));
        (int top, int bottom, T down) = outside ? default : Between(row, shape[1]);
        (int left, int right, T across) = outside ? default : Between(column, shape[2]);
        T up = outside ? T.Zero : T.One - down, back = outside ? T.Zero : T.One - across;
        for (int c = 0; c < result.Length; c++)
        {
            T a = up * back * At(x, shape, batch, top, left, c), b = up * across * At(x, shape, batch, top, right, c);
            T d = down * back * At(x, shape, batch, bottom, left, c), e = down * across * At(x, shape, batch, bottom, right, c);
            if (!op.Maximum) result[c] += a + b + d + e;
            else result[c] = first ? T.Max(T.Max(a, b), T.Max(d, e)) : T.Max(result[c], T.Max(T.Max(a, b), T.Max(d, e)));
        }
    }

    private static T At<T>(ReadOnlySpan<T> x, Shape shape, int batch, int row, int column, int channel) =>
        x[(((((batch * shape[1]) + row) * shape[2]) + column) * shape[3]) + channel];

    private static (int Low, int High, T Fraction) Between<T>(T place, int size) where T : IFloatingPointIeee754<T>
    {
        place = T.Max(place, T.Zero);
        int low = int.CreateTruncating(place);
        return low >= size - 1 ? (size - 1, size - 1, T.Zero) : (low, low + 1, place - T.CreateChecked(low));
    }
}

using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class MaxRoiPoolKernel(MaxRoiPool op) : IKernel<MaxRoiPoolKernel, MaxRoiPool>, IFloatKernel
{
    public static Support Supports(MaxRoiPool op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.InputType(0));

    public static MaxRoiPoolKernel Prepare(MaxRoiPool op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> regions = args.Input(1).Span<T>();
        Shape shape = args.Input(0).Info.Shape;
        for (int r = 0; r < args.Output(0).Info.Shape[0]; r++)
        {
            int batch = int.CreateSaturating(regions[5 * r]);
            if ((uint)batch >= (uint)shape[0]) throw new InvalidNetworkException($"region {r} belongs to batch {batch}, expected 0 to {shape[0] - 1}");
            (int left, int top) = (Scaled(regions[(5 * r) + 1]), Scaled(regions[(5 * r) + 2]));
            double width = Math.Max((double)Scaled(regions[(5 * r) + 3]) - left + 1, 1), height = Math.Max((double)Scaled(regions[(5 * r) + 4]) - top + 1, 1);
            for (int cell = 0; cell < op.Height * op.Width; cell++)
            {
                (int from, int to) = Cell(cell / op.Width, height / op.Height, top, shape[1]);
                (int first, int last) = Cell(cell % op.Width, width / op.Width, left, shape[2]);
                Maximum<T>(args, batch, (r * op.Height * op.Width) + cell, (from, to), (first, last));
            }
        }
    }

    private int Scaled<T>(T coordinate) where T : INumber<T> =>
        (int)Math.Clamp(Math.Round(double.CreateChecked(coordinate) * op.SpatialScale, MidpointRounding.AwayFromZero), -1e9, 1e9);

    private static (int From, int To) Cell(int index, double size, int start, int limit) => (
        (int)Math.Clamp(Math.Floor(index * size) + start, 0, limit), (int)Math.Clamp(Math.Ceiling((index + 1) * size) + start, 0, limit));

    private static void Maximum<T>(in KernelArgs args, int batch, int cell, (int From, int To) rows, (int From, int To) columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Shape shape = args.Input(0).Info.Shape;
        int channels = shape[3];
        Span<T> result = args.Output(0).Span<T>().Slice(cell * channels, channels);
        result.Fill(rows.From < rows.To && columns.From < columns.To ? T.NegativeInfinity : T.Zero);
        for (int row = rows.From; row < rows.To; row++)
            for (int column = columns.From; column < columns.To; column++)
                for (int c = 0; c < channels; c++)
                    result[c] = T.Max(result[c], x[(((((batch * shape[1]) + row) * shape[2]) + column) * channels) + c]);
    }
}

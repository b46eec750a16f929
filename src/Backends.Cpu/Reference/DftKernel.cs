using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class DftKernel(Dft op) : IKernel<DftKernel, Dft>, IFloatKernel
{
    public static Support Supports(Dft op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.InputType(0));

    public static DftKernel Prepare(Dft op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        Shape from = args.Input(0).Info.Shape, to = args.Output(0).Info.Shape;
        int axis = IntegerOperand.Axis(args.Input(2), 0, from.Rank), width = from[from.Rank - 1];
        AxisLoop source = AxisLoop.Of(from, axis), target = AxisLoop.Of(to, axis);
        int length = args.Has(1) ? (int)IntegerOperand.At(args.Input(1), 0) : op.Inverse && op.OneSided ? (2 * source.Count) - 2 : source.Count;
        int given = Math.Min(source.Count, op.Inverse && op.OneSided ? (length / 2) + 1 : length), parts = to[to.Rank - 1];
        Span<Complex> row = args.Scratch.Rent<Complex>(length);
        for (int r = 0; r < source.Rows / width; r++)
        {
            // Rows count real and imaginary parts as one: the last dimension goes with the numbers before it.
            int inner = source.Inner / width, start = (r / inner * source.Count * source.Inner) + (r % inner * width);
            row.Clear();
            for (int k = 0; k < given; k++)
            {
                int at = start + (k * source.Inner);
                row[k] = new Complex(double.CreateChecked(x[at]), width == 2 ? double.CreateChecked(x[at + 1]) : 0);
            }

            if (op.Inverse && op.OneSided) Mirror(row);
            Transform(row);
            int first = (r / inner * target.Count * target.Inner) + (r % inner * parts);
            for (int k = 0; k < target.Count; k++)
            {
                y[first + (k * target.Inner)] = T.CreateSaturating(row[k].Real);
                if (parts == 2) y[first + (k * target.Inner) + 1] = T.CreateSaturating(row[k].Imaginary);
            }
        }
    }

    private void Transform(Span<Complex> row)
    {
        if (op.Inverse)
            foreach (ref Complex value in row) value = Complex.Conjugate(value);
        Fourier.Transform(row);
        if (op.Inverse)
            foreach (ref Complex value in row) value = Complex.Conjugate(value) / row.Length;
    }

    /// <summary>Frequencies beyond the half are the conjugates of those before it; the first and the middle one are real.</summary>
    private static void Mirror(Span<Complex> row)
    {
        row[0] = row[0].Real;
        for (int k = 1; k < (row.Length + 1) / 2; k++) row[^k] = Complex.Conjugate(row[k]);
        if (row.Length % 2 == 0) row[row.Length / 2] = row[row.Length / 2].Real;
    }
}

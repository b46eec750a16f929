using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>Elimination with the largest pivot of each column, in Float64.</summary>
internal sealed class DeterminantKernel : IKernel<DeterminantKernel, Determinant>, IFloatKernel
{
    public static Support Supports(Determinant op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.InputType(0));

    public static DeterminantKernel Prepare(Determinant op, KernelSignature signature) => new();

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        Shape shape = args.Input(0).Info.Shape;
        int size = shape[shape.Rank - 1];
        Span<double> matrix = args.Scratch.Rent<double>(size * size);
        for (int i = 0; i < y.Length; i++)
        {
            for (int k = 0; k < matrix.Length; k++) matrix[k] = double.CreateChecked(x[(i * matrix.Length) + k]);
            y[i] = T.CreateSaturating(Eliminate(matrix, size));
        }
    }

    private static double Eliminate(Span<double> matrix, int size)
    {
        double product = 1;
        for (int column = 0; column < size; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < size; row++)
                if (Math.Abs(matrix[(row * size) + column]) > Math.Abs(matrix[(pivot * size) + column])) pivot = row;
            double lead = matrix[(pivot * size) + column];
            if (lead == 0) return 0;
            if (pivot != column) product = -product;
            product *= lead;
            for (int k = column; k < size && pivot != column; k++)
                (matrix[(pivot * size) + k], matrix[(column * size) + k]) = (matrix[(column * size) + k], matrix[(pivot * size) + k]);
            for (int row = column + 1; row < size; row++)
            {
                double factor = matrix[(row * size) + column] / lead;
                for (int k = column; k < size; k++) matrix[(row * size) + k] -= factor * matrix[(column * size) + k];
            }
        }

        return product;
    }
}

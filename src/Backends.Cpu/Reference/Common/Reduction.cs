using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Reference.Common;

/// <summary>Walks over a tensor once and collects its elements per element of the result.</summary>
internal static class Reduction
{
    /// <summary>Finds the stride in the result that goes with each axis of x: 0 for reduced ones.</summary>
    /// <param name="args">Operand 0 is x, operand 1, if there, the reduced axes.</param>
    /// <param name="sizes">Receives the sizes of x.</param>
    /// <param name="strides">Receives the strides.</param>
    /// <returns>How many elements each result is made of.</returns>
    public static int Plan(in KernelArgs args, Span<int> sizes, Span<int> strides)
    {
        Strides.Of(args.Input(0).Info.Shape, sizes, strides);
        strides.Fill(args.Has(1) ? 1 : 0);
        if (args.Has(1))
            for (int i = 0; i < args.Input(1).Info.ElementCount; i++) strides[IntegerOperand.Axis(args.Input(1), i, sizes.Length)] = 0;
        int count = 1, stride = 1;
        for (int i = sizes.Length - 1; i >= 0; i--)
        {
            if (strides[i] == 0)
            {
                count *= sizes[i];
                continue;
            }

            strides[i] = stride;
            stride *= sizes[i];
        }

        return count;
    }

    public static void Run<T, TSum, TReducer>(ReadOnlySpan<T> x, ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, Span<TSum> sums)
        where TReducer : IReducer<T, TSum>
    {
        sums.Fill(TReducer.Start);
        Span<int> coordinate = stackalloc int[sizes.Length];
        coordinate.Clear();
        foreach (T element in x)
        {
            ref TSum sum = ref sums[Coordinates.Offset(coordinate, strides)];
            sum = TReducer.Next(sum, element);
            Coordinates.Next(sizes, coordinate);
        }
    }
}

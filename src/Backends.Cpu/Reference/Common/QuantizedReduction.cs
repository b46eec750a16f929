using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference.Common;

/// <summary>Sum, mean and product of quantized integers.</summary>
/// <param name="from">Quantization of the operand.</param>
/// <param name="to">Quantization of the result.</param>
/// <param name="requantization">How integers are rescaled.</param>
internal sealed class QuantizedReduction(QuantizationInfo from, QuantizationInfo to, Requantization requantization)
{
    public void Run<T>(in KernelArgs args, ReduceKind kind) where T : unmanaged, IBinaryInteger<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        int rank = args.Input(0).Info.Shape.Rank;
        Span<int> sizes = stackalloc int[rank], strides = stackalloc int[rank];
        int count = Reduction.Plan(args, sizes, strides);
        Span<int> sums = args.Scratch.Rent<int>(y.Length);
        if (kind == ReduceKind.Prod && requantization == Requantization.FixedPoint)
        {
            Multiply(x, sizes, strides, sums, count);
        }
        else if (kind == ReduceKind.Prod)
        {
            MultiplyReals(x, sizes, strides, args.Scratch.Rent<float>(y.Length), sums);
        }
        else
        {
            Reduction.Run<T, int, WideSum<T>>(x, sizes, strides, sums);
            Rescale(sums, count, kind == ReduceKind.Mean);
        }

        for (int i = 0; i < y.Length; i++) y[i] = T.CreateSaturating(sums[i]);
    }

    /// <summary>Turns sums of stored integers into results.</summary>
    /// <param name="sums">Sums; they are overwritten.</param>
    /// <param name="count">How many integers each is made of.</param>
    /// <param name="mean">Whether to divide by that.</param>
    /// <param name="y">Receives the results.</param>
    public void Store<T>(Span<int> sums, int count, bool mean, Span<T> y) where T : unmanaged, IBinaryInteger<T>
    {
        Rescale(sums, count, mean);
        for (int i = 0; i < y.Length; i++) y[i] = T.CreateSaturating(sums[i]);
    }

    private void Rescale(Span<int> sums, int count, bool mean)
    {
        FixedPointMultiplier factor = FixedPointMultiplier.Of((double)from.Scale / to.Scale);
        if (mean && count > 0) factor = DivideBy(factor, count);
        float real = from.Scale / to.Scale / (mean ? count : 1);
        for (int i = 0; i < sums.Length; i++)
        {
            int centered = (int)(sums[i] - ((long)from.ZeroPoint * count));
            if (count == 0) centered = 0;
            sums[i] = to.ZeroPoint + (count == 0 ? 0 : requantization switch
            {
                Requantization.FixedPoint => factor.ApplyOnce(centered),
                Requantization.FixedPointTwice => factor.Apply(centered),
                Requantization.Float => (int)MathF.Round(centered * real, MidpointRounding.ToEven),
                Requantization.FloatWithZeroPoint => (int)FloatRounding.Round(centered * real, to.ZeroPoint),
            });
        }
    }

    /// <summary>The division by the number of elements goes into the factor, which keeps 31 bits by a left shift first.</summary>
    private static FixedPointMultiplier DivideBy(FixedPointMultiplier factor, int count)
    {
        int shift = Math.Min(BitOperations.Log2((uint)count), 31 + factor.Shift);
        return new FixedPointMultiplier((int)(((long)factor.Multiplier << shift) / count), factor.Shift - shift);
    }

    private void Multiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, Span<int> products, int count)
        where T : unmanaged, IBinaryInteger<T>
    {
        FixedPointMultiplier factor = FixedPointMultiplier.Of(from.Scale / Math.Pow(to.Scale, 1.0 / Math.Max(count, 1)));
        Span<int> coordinate = stackalloc int[sizes.Length];
        coordinate.Clear();
        if (count == 0) products.Fill(to.ZeroPoint + (int)MathF.Round(1 / to.Scale));
        for (int i = 0; i < x.Length; i++)
        {
            ref int product = ref products[Coordinates.Offset(coordinate, strides)];
            int centered = int.CreateChecked(x[i]) - from.ZeroPoint;
            product = IsFirst(coordinate, strides) ? centered : factor.Apply((long)product * centered);
            Coordinates.Next(sizes, coordinate);
        }

        if (count == 0) return;
        foreach (ref int product in products) product = to.ZeroPoint + factor.Apply((long)product);
    }

    private void MultiplyReals<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, Span<float> reals, Span<int> products)
        where T : unmanaged, IBinaryInteger<T>
    {
        Span<int> coordinate = stackalloc int[sizes.Length];
        coordinate.Clear();
        reals.Fill(1);
        foreach (T element in x)
        {
            reals[Coordinates.Offset(coordinate, strides)] *= from.Scale * (int.CreateChecked(element) - from.ZeroPoint);
            Coordinates.Next(sizes, coordinate);
        }

        for (int i = 0; i < reals.Length; i++) products[i] = to.ZeroPoint + (int)MathF.Round(reals[i] / to.Scale, MidpointRounding.ToEven);
    }

    private static bool IsFirst(ReadOnlySpan<int> coordinate, ReadOnlySpan<int> strides)
    {
        for (int axis = 0; axis < coordinate.Length; axis++)
            if (strides[axis] == 0 && coordinate[axis] != 0) return false;
        return true;
    }

    private readonly struct WideSum<T> : IReducer<T, int> where T : IBinaryInteger<T>
    {
        public static int Start => 0;

        public static int Next(int sum, T x) => sum + int.CreateChecked(x);

        public static T Finish(int sum, int count) => T.CreateSaturating(sum);
    }
}

using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class GridSampleKernel(GridSample op) : IKernel<GridSampleKernel, GridSample>, IFloatKernel
{
    private const int MostNeighbours = 4, MostDimensions = 3;

    public static Support Supports(GridSample op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.InputType(0));

    public static GridSampleKernel Prepare(GridSample op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>(), grid = args.Input(1).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        Shape shape = args.Input(0).Info.Shape;
        int spatial = shape.Rank - 2, channels = shape[shape.Rank - 1], near = op.Mode switch { ResampleMode.Nearest => 1, ResampleMode.Linear => 2, _ => MostNeighbours };
        int places = channels == 0 ? 0 : y.Length / channels, perBatch = places / Math.Max(shape[0], 1);
        Span<int> indices = stackalloc int[MostNeighbours * MostDimensions], counter = stackalloc int[MostDimensions], limits = stackalloc int[MostDimensions];
        Span<T> weights = args.Scratch.Rent<T>(MostNeighbours * MostDimensions);
        limits = limits[..spatial];
        limits.Fill(near);
        counter = counter[..spatial];
        for (int place = 0; place < places; place++)
        {
            for (int d = 0; d < spatial; d++)
                Neighbours(grid[(place * spatial) + spatial - 1 - d], shape[d + 1], indices.Slice(d * MostNeighbours, near), weights.Slice(d * MostNeighbours, near));
            Span<T> result = y.Slice(place * channels, channels);
            result.Clear();
            counter.Clear();
            do
            {
                int at = place / perBatch;
                T weight = T.One;
                bool inside = true;
                for (int d = 0; d < spatial; d++)
                {
                    int index = indices[(d * MostNeighbours) + counter[d]];
                    inside &= index >= 0;
                    at = (at * shape[d + 1]) + index;
                    weight *= weights[(d * MostNeighbours) + counter[d]];
                }

                for (int c = 0; inside && c < channels; c++) result[c] += weight * x[(at * channels) + c];
            }
            while (Coordinates.Next(limits, counter));
        }
    }

    /// <summary>Elements near a coordinate along one dimension and their weights; -1 for those that count as 0.</summary>
    private void Neighbours<T>(T coordinate, int size, Span<int> indices, Span<T> weights) where T : IFloatingPointIeee754<T>
    {
        T half = T.CreateChecked(0.5), length = T.CreateChecked(size), one = T.One;
        T place = op.AlignCorners ? (coordinate + one) * half * (length - one) : (((coordinate + one) * length) - one) * half;
        if (op.Mode == ResampleMode.Nearest) place = T.Round(place, MidpointRounding.ToEven);
        T low = op.AlignCorners ? T.Zero : -half, high = length - (op.AlignCorners ? one : half);
        if (T.IsNaN(place)) place = -one;
        if (place < low || place > high)
            place = op.Border switch
            {
                GridBorder.Edge => T.Clamp(place, T.Zero, length - one),
                GridBorder.Reflect => Reflect(place, low, high),
                // Far away there is nothing but zeros, however far.
                GridBorder.Zeros => T.Clamp(place, T.CreateChecked(-4), length + T.CreateChecked(4)),
            };
        T floor = T.Floor(place), fraction = place - floor;
        int first = int.CreateTruncating(floor) - (indices.Length == MostNeighbours ? 1 : 0);
        for (int i = 0; i < indices.Length; i++)
        {
            int index = first + i;
            if ((uint)index >= (uint)size)
                index = op.Border switch
                {
                    GridBorder.Zeros => -1,
                    GridBorder.Edge => Math.Clamp(index, 0, size - 1),
                    GridBorder.Reflect => Math.Clamp(int.CreateTruncating(Reflect(T.CreateChecked(index), low, high)), 0, size - 1),
                };
            indices[i] = index;
            weights[i] = indices.Length switch
            {
                1 => one,
                2 => i == 0 ? one - fraction : fraction,
                _ => Cubic(T.Abs(T.CreateChecked(i - 1) - fraction)),
            };
        }
    }

    private static T Reflect<T>(T place, T low, T high) where T : IFloatingPointIeee754<T>
    {
        T range = high - low;
        if (range <= T.Zero) return low;
        T beyond = place < low ? low - place : place > high ? place - high : T.NegativeOne;
        if (beyond < T.Zero) return place;
        T times = T.Truncate(beyond / range), rest = beyond - (times * range);
        bool even = T.IsEvenInteger(times);
        return (place < low) == even ? low + rest : high - rest;
    }

    private static T Cubic<T>(T x) where T : IFloatingPointIeee754<T>
    {
        T a = T.CreateChecked(-0.75), two = T.CreateChecked(2), three = T.CreateChecked(3);
        if (x <= T.One) return ((((a + two) * x) - (a + three)) * x * x) + T.One;
        return (((((x - T.CreateChecked(5)) * x) + T.CreateChecked(8)) * x) - T.CreateChecked(4)) * a;
    }
}

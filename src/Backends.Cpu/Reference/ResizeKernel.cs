using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ResizeKernel(Resize op) : IKernel<ResizeKernel, Resize>
{
    public static Support Supports(Resize op, KernelSignature signature)
    {
        ElementType type = signature.InputType(0);
        bool numbers = type is ElementType.Float32 or ElementType.UInt8 or ElementType.Int8 or ElementType.Int16;
        return Support.All(new SupportRule(op.Mode == ResizeMode.Nearest || numbers, $"input is {type}, expected Float32, Int8, UInt8 or Int16"));
    }

    public static ResizeKernel Prepare(Resize op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        if (op.Mode == ResizeMode.Nearest) Nearest(args);
        else if (op.Requantization == Requantization.FixedPoint && args.Input(0).Info.Type is ElementType.Int8 or ElementType.UInt8) FixedPointResize.Once(op, args);
        else if (args.Input(0).Info.Type is ElementType.Int8 or ElementType.Int16) FixedPointResize.Twice(op, args);
        else LinearFloat(args);
    }

    private void Nearest(in KernelArgs args)
    {
        ElementSpan x = new(args.Input(0)), y = new(args.Output(0));
        var sizes = new SpatialSizes(args);
        int to = 0;
        for (int n = 0; n < sizes.Batches; n++)
            for (int d = 0; d < sizes.Output(0); d++)
                for (int h = 0; h < sizes.Output(1); h++)
                    for (int w = 0; w < sizes.Output(2); w++, to += sizes.Channels)
                        y.Copy(to, x, sizes.InputOffset(n, NearestTo(d, sizes, 0), NearestTo(h, sizes, 1), NearestTo(w, sizes, 2)), sizes.Channels);
    }

    private int NearestTo(int output, SpatialSizes sizes, int axis)
    {
        int size = sizes.Input(axis);
        float place = (output + (op.Coordinates == ResizeCoordinates.HalfPixel ? 0.5f : 0)) * Scale(sizes, axis);
        float rounded = op.Rounding == ResizeRounding.Floor ? MathF.Floor(place) : MathF.Round(place, MidpointRounding.AwayFromZero);
        return Math.Clamp((int)rounded, 0, size - 1);
    }

    private float Scale(SpatialSizes sizes, int axis) => op.Coordinates == ResizeCoordinates.AlignCorners && sizes.Output(axis) > 1
        ? (sizes.Input(axis) - 1) / (float)(sizes.Output(axis) - 1)
        : sizes.Input(axis) / (float)sizes.Output(axis);

    private void LinearFloat(in KernelArgs args)
    {
        bool bytes = args.Input(0).Info.Type == ElementType.UInt8;
        ReadOnlySpan<float> x = bytes ? Widened(args) : args.Input(0).Span<float>();
        var sizes = new SpatialSizes(args);
        TensorBuffer y = args.Output(0);
        int to = 0;
        for (int n = 0; n < sizes.Batches; n++)
            for (int d = 0; d < sizes.Output(0); d++)
                for (int h = 0; h < sizes.Output(1); h++)
                    for (int w = 0; w < sizes.Output(2); w++)
                    {
                        Neighbours a = Between(d, sizes, 0), b = Between(h, sizes, 1), c = Between(w, sizes, 2);
                        for (int channel = 0; channel < sizes.Channels; channel++, to++)
                        {
                            float value = 0;
                            for (int corner = 0; corner < 8; corner++)
                            {
                                (int z, float wz) = a[corner >> 2];
                                (int row, float wy) = b[corner & 1];
                                (int column, float wx) = c[(corner >> 1) & 1];
                                if (wz != 0) value += x[sizes.InputOffset(n, z, row, column) + channel] * wz * wy * wx;
                            }

                            if (bytes) y.Span<byte>()[to] = (byte)(value + 0.5f);
                            else y.Span<float>()[to] = value;
                        }
                    }
    }

    private static Span<float> Widened(in KernelArgs args)
    {
        ReadOnlySpan<byte> bytes = args.Input(0).Span<byte>();
        Span<float> wide = args.Scratch.Rent<float>(bytes.Length);
        for (int i = 0; i < wide.Length; i++) wide[i] = bytes[i];
        return wide;
    }

    private Neighbours Between(int output, SpatialSizes sizes, int axis)
    {
        float scale = Scale(sizes, axis);
        float place = op.Coordinates == ResizeCoordinates.HalfPixel ? ((output + 0.5f) * scale) - 0.5f : output * scale;
        int low = Math.Max((int)MathF.Floor(place), 0), high = Math.Min((int)MathF.Ceiling(place), sizes.Input(axis) - 1);
        return new Neighbours(low, high, place - low);
    }

    /// <summary>Two elements and how near the place is to the second.</summary>
    private readonly record struct Neighbours(int Low, int High, float Fraction)
    {
        public (int Index, float Weight) this[int index] => index == 0 ? (Low, 1 - Fraction) : (High, Fraction);
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference.Common;

/// <summary>Linear interpolation of stored integers over two spatial dimensions.</summary>
internal static class FixedPointResize
{
    private const int Bits10 = 10;
    private const int Bits11 = 11;

    /// <summary>As XNNPACK: weights have 11 fractional bits, the sum is rounded half upwards.</summary>
    public static void Once(Resize op, in KernelArgs args)
    {
        Span<int> x = args.Scratch.Rent<int>((int)args.Input(0).Info.ElementCount);
        StoredIntegers.Read(args.Input(0), x);
        TensorBuffer y = args.Output(0);
        var sizes = new SpatialSizes(args);
        int to = 0;
        for (int n = 0; n < sizes.Batches; n++)
            for (int h = 0; h < sizes.Output(1); h++)
                for (int w = 0; w < sizes.Output(2); w++)
                {
                    (int top, int bottom, int dy) = Place11(op, h, sizes, 1);
                    (int left, int right, int dx) = Place11(op, w, sizes, 2);
                    for (int c = 0; c < sizes.Channels; c++, to++)
                    {
                        int a = x[sizes.InputOffset(n, 0, top, left) + c], b = x[sizes.InputOffset(n, 0, top, right) + c];
                        int e = x[sizes.InputOffset(n, 0, bottom, left) + c], f = x[sizes.InputOffset(n, 0, bottom, right) + c];
                        int above = (a << Bits11) + ((b - a) * dx), below = (e << Bits11) + ((f - e) * dx);
                        int sum = (above << Bits11) + ((below - above) * dy);
                        StoredIntegers.Write(y, to, (sum + (1 << ((2 * Bits11) - 1))) >> (2 * Bits11));
                    }
                }
    }

    private static (int Low, int High, int Weight) Place11(Resize op, int output, SpatialSizes sizes, int axis)
    {
        int input = sizes.Input(axis), result = sizes.Output(axis), corners = op.Coordinates == ResizeCoordinates.AlignCorners && result != 1 ? 1 : 0;
        float scale = (input - corners) / (float)(result - corners);
        float place = output * scale;
        if (op.Coordinates == ResizeCoordinates.HalfPixel) place = Math.Clamp(place + ((0.5f * scale) - 0.5f), 0, input - 1);
        int low = (int)place;
        return (low, Math.Min(low + 1, input - 1), (int)MathF.Round((place - low) * (1 << Bits11), MidpointRounding.ToEven));
    }

    /// <summary>As TensorFlow Lite's own kernel: places and weights have 10 fractional bits, the sum is rounded half away from zero.</summary>
    public static void Twice(Resize op, in KernelArgs args)
    {
        Span<int> x = args.Scratch.Rent<int>((int)args.Input(0).Info.ElementCount);
        StoredIntegers.Read(args.Input(0), x);
        TensorBuffer y = args.Output(0);
        var sizes = new SpatialSizes(args);
        const int One = 1 << Bits10;
        int to = 0;
        for (int n = 0; n < sizes.Batches; n++)
            for (int h = 0; h < sizes.Output(1); h++)
                for (int w = 0; w < sizes.Output(2); w++)
                {
                    (int top, int bottom, int row) = Place10(op, h, sizes, 1);
                    (int left, int right, int column) = Place10(op, w, sizes, 2);
                    int dy = row - (One * top), dx = column - (One * left);
                    for (int c = 0; c < sizes.Channels; c++, to++)
                    {
                        long sum = ((long)x[sizes.InputOffset(n, 0, top, left) + c] * (One - dy) * (One - dx))
                            + ((long)x[sizes.InputOffset(n, 0, bottom, left) + c] * dy * (One - dx))
                            + ((long)x[sizes.InputOffset(n, 0, top, right) + c] * (One - dy) * dx)
                            + ((long)x[sizes.InputOffset(n, 0, bottom, right) + c] * dy * dx);
                        long half = sum > 0 ? 1L << ((2 * Bits10) - 1) : -(1L << ((2 * Bits10) - 1));
                        StoredIntegers.Write(y, to, (int)((sum + half) / (1L << (2 * Bits10))));
                    }
                }
    }

    private static (int Low, int High, int Place) Place10(Resize op, int output, SpatialSizes sizes, int axis)
    {
        int input = sizes.Input(axis), result = sizes.Output(axis);
        bool corners = op.Coordinates == ResizeCoordinates.AlignCorners && result > 1;
        int scale = corners ? (((input - 1) << Bits10) + ((result - 1) / 2)) / (result - 1) : ((input << Bits10) + (result / 2)) / result;
        int place = op.Coordinates == ResizeCoordinates.HalfPixel ? (output * scale) + (scale / 2) - (1 << (Bits10 - 1)) : output * scale;
        int low = Math.Max(place / (1 << Bits10), 0), high = Math.Min((place + (1 << Bits10) - 1) / (1 << Bits10), input - 1);
        return (low, high, place);
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Movement;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Images of floats; which places an output looks at is tabulated once.</summary>
internal sealed unsafe class ResizeKernel : IKernel<ResizeKernel, Resize>
{
    private readonly Resize _op;
    private readonly Neighbours[] _rows;
    private readonly Neighbours[] _columns;
    private readonly Shape _input;
    private readonly int _channels;

    private ResizeKernel(Resize op, KernelSignature signature)
    {
        (_op, _input) = (op, signature.Input(0).Shape);
        _channels = _input[3];
        _rows = Table(_input[1], signature.Outputs[0].Shape[1]);
        _columns = Table(_input[2], signature.Outputs[0].Shape[2]);
    }

    public static Support Supports(Resize op, KernelSignature signature)
    {
        TensorInfo x = signature.Input(0);
        return Support.All(
            new(x.Type == ElementType.Float32 || (op.Mode == ResizeMode.Nearest && !x.Type.IsPacked()), $"input is {x.Type}, expected Float32"),
            new(x.Shape.Rank == 4, $"input is {x.Shape}, expected two spatial dimensions"));
    }

    public static ResizeKernel Prepare(Resize op, KernelSignature signature) => new(op, signature);

    public void Run(in KernelArgs args)
    {
        if (_op.Mode == ResizeMode.Nearest) CopyNearest(args);
        else Interpolate(args);
    }

    private void CopyNearest(in KernelArgs args)
    {
        int pixel = _channels * (args.Input(0).Info.Type.BitWidth() / 8);
        Span<byte> y = args.Output(0).Bytes.Span;
        ReadOnlySpan<byte> x = args.Input(0).Bytes.Span;
        int to = 0;
        for (int n = 0; n < _input[0]; n++)
            foreach (Neighbours row in _rows)
            {
                ReadOnlySpan<byte> from = x.Slice(((n * _input[1]) + row.Low) * _input[2] * pixel, _input[2] * pixel);
                foreach (Neighbours column in _columns)
                {
                    from.Slice(column.Low * pixel, pixel).CopyTo(y.Slice(to, pixel));
                    to += pixel;
                }
            }
    }

    private void Interpolate(in KernelArgs args)
    {
        if (_channels == 0) return;
        fixed (float* x = args.Input(0).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
        {
            float* to = y;
            nint stride = (nint)_input[2] * _channels;
            for (int n = 0; n < _input[0]; n++)
                foreach (Neighbours row in _rows)
                {
                    float* top = x + (((n * _input[1]) + row.Low) * stride), bottom = x + (((n * _input[1]) + row.High) * stride);
                    float above = 1 - row.Fraction, below = row.Fraction;
                    foreach (Neighbours column in _columns)
                    {
                        nint left = (nint)column.Low * _channels, right = (nint)column.High * _channels;
                        float before = 1 - column.Fraction, after = column.Fraction;
                        PixelBlend.Run(top + left, above * before, bottom + left, below * before, top + right, above * after, bottom + right, below * after, to, _channels);
                        to += _channels;
                    }
                }
        }
    }

    private Neighbours[] Table(int input, int output)
    {
        float scale = _op.Coordinates == ResizeCoordinates.AlignCorners && output > 1 ? (input - 1) / (float)(output - 1) : input / (float)output;
        bool half = _op.Coordinates == ResizeCoordinates.HalfPixel;
        var table = new Neighbours[output];
        for (int i = 0; i < output; i++)
        {
            if (_op.Mode == ResizeMode.Nearest)
            {
                float at = (i + (half ? 0.5f : 0)) * scale;
                float rounded = _op.Rounding == ResizeRounding.Floor ? MathF.Floor(at) : MathF.Round(at, MidpointRounding.AwayFromZero);
                table[i] = new Neighbours(Math.Clamp((int)rounded, 0, input - 1), 0, 0);
                continue;
            }

            float place = half ? ((i + 0.5f) * scale) - 0.5f : i * scale;
            int low = Math.Max((int)MathF.Floor(place), 0), high = Math.Min((int)MathF.Ceiling(place), input - 1);
            table[i] = new Neighbours(low, high, place - low);
        }

        return table;
    }

    /// <summary>Two elements and how near the place is to the second.</summary>
    private readonly record struct Neighbours(int Low, int High, float Fraction);
}

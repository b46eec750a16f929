using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Statistics of all channels at once: rows of several places are added to one row, which is added up by group now and then.</summary>
internal sealed unsafe class GroupNormalizationKernel(GroupNormalization op, int batches, nint places, int channels) : IKernel<GroupNormalizationKernel, GroupNormalization>
{
    /// <summary>Floats of a row at least: few channels would not fill vectors.</summary>
    private const int Width = 256;

    /// <summary>Rows that are added up as 32-bit floats, before 64 bits take over: a long sum would lose what is added last.</summary>
    private const int RowsAtOnce = 256;

    private readonly int _groups = op.Groups ?? channels;
    private readonly int _width = channels * Math.Max(1, Width / channels);

    public static Support Supports(GroupNormalization op, KernelSignature signature)
    {
        Shape shape = signature.Input(0).Shape;
        return Support.All(
            new(signature.InputType(0) == ElementType.Float32, $"input is {signature.InputType(0)}, expected Float32"),
            new(shape.ElementCount > 0, "there is nothing to normalise"));
    }

    public static GroupNormalizationKernel Prepare(GroupNormalization op, KernelSignature signature)
    {
        Shape shape = signature.Input(0).Shape;
        return new(op, shape[0], (nint)shape.Product(1, shape.Rank - 1), shape[shape.Rank - 1]);
    }

    public void Run(in KernelArgs args)
    {
        fixed (float* x = args.Input(0).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
        fixed (float* scale = args.Has(1) ? args.Input(1).Span<float>() : default)
        fixed (float* bias = args.Has(2) ? args.Input(2).Span<float>() : default)
        fixed (float* rows = args.Scratch.Rent<float>(4 * _width))
        fixed (double* totals = args.Scratch.Rent<double>(_groups))
            for (nint b = 0; b < batches; b++)
            {
                nint first = b * places * channels;
                float* mean = rows + _width, factor = mean + _width, offset = factor + _width;
                Total(x + first, null, rows, totals);
                Spread(totals, mean, static (_, mean) => mean);
                Total(x + first, mean, rows, totals);
                Spread(totals, factor, static (op, variance) => 1 / Math.Sqrt(variance + op.Epsilon));
                for (int i = 0; i < _width; i++)
                {
                    if (scale != null) factor[i] *= scale[i % channels];
                    offset[i] = bias == null ? 0 : bias[i % channels];
                }

                nint count = places * channels;
                for (nint at = 0; at < count; at += _width)
                    NormalizationLoop.Center(x + first + at, y + first + at, (int)Math.Min(_width, count - at), mean, factor, offset);
            }
    }

    /// <summary>The sum of each group, or that of squared distances from the mean.</summary>
    private void Total(float* x, float* mean, float* sums, double* totals)
    {
        new Span<double>(totals, _groups).Clear();
        nint count = places * channels;
        for (nint from = 0; from < count; from += (nint)_width * RowsAtOnce)
        {
            nint end = Math.Min(count, from + ((nint)_width * RowsAtOnce));
            new Span<float>(sums, _width).Clear();
            for (nint at = from; at < end; at += _width)
            {
                int width = (int)Math.Min(_width, end - at);
                if (mean == null) BinaryLoop.Run<BinaryVectors.Add>(sums, 1, x + at, 1, sums, width);
                else NormalizationLoop.AddSquares(x + at, mean, sums, width);
            }

            for (int i = 0; i < _width; i++) totals[GroupOf(i)] += sums[i];
        }
    }

    /// <summary>What follows from the mean of each group, for all elements of a row.</summary>
    private void Spread(double* totals, float* row, Func<GroupNormalization, double, double> of)
    {
        double count = (double)places * channels / _groups;
        for (int i = 0; i < _width; i++) row[i] = (float)of(op, totals[GroupOf(i)] / count);
    }

    private int GroupOf(int element) => element % channels / (channels / _groups);
}

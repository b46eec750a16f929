using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Windows;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>A depthwise convolution of 8-bit integers with one output channel per input channel, exact.</summary>
/// <remarks>
/// It computes in floats: a window has so few elements that all sums stay below 2^24, where floats are exact, and no integer instruction
/// multiplies and adds per channel as fast.
/// </remarks>
internal sealed unsafe class IntegerDepthwise : IPreparedKernel
{
    /// <summary>Elements of a window whose sum stays below 2^24 whatever they are.</summary>
    public const int MaxTaps = 256;

    private readonly WindowLoop _loop;
    private readonly PackedBuffer _weights;
    private readonly PackedBuffer _bias;
    private readonly RequantTable? _table;
    private readonly bool _signed;
    private readonly int _zeroPoint;
    private readonly PaddedRows _padded;

    public IntegerDepthwise(DepthwiseConvolution op, KernelSignature signature)
    {
        TensorInfo input = signature.Input(0), output = signature.Outputs[0];
        Shape x = input.Shape, kernel = signature.Input(1).Shape;
        int channels = x[x.Rank - 1];
        (WindowAxis D, WindowAxis H, WindowAxis W) axes = WindowAxes.Of(signature, op.Strides, op.Dilations, op.Padding);
        _loop = new WindowLoop(axes, x[0], channels, Activation.None, signature.Threads);
        if (_loop.TakesBands) (axes.W, _padded) = PaddedRows.Of(axes.W, channels);
        _loop = _loop with { Axes = axes };
        (_signed, _zeroPoint) = (input.Type == ElementType.Int8, input.Quantization!.ZeroPoint);

        _weights = PackedBuffer.Of<float>(CenteredWeights(Constants.Of(signature, 1), channels));
        var bias = new int[channels];
        if (signature.Has(2))
            for (int c = 0; c < channels; c++) bias[c] = unchecked((int)StoredIntegers.At(TensorBuffer.OfConstant(Constants.Of(signature, 2)), c));
        _bias = PackedBuffer.Of<int>(bias);
        Requantizer? requantizer = DenseTypes.RequantizerOf(signature, op.Requantization, op.Activation, singleProduct: input.Type == ElementType.UInt8);
        _table = requantizer is null ? null : new RequantTable(requantizer, channels, output.Type);
    }

    /// <summary>Weights minus their zero points, as floats.</summary>
    public static float[] CenteredWeights(Tensor constant, int channels)
    {
        var stored = new int[constant.Info.ElementCount];
        StoredIntegers.Read(TensorBuffer.OfConstant(constant), stored);
        QuantizationInfo quantization = constant.Info.Quantization!;
        return [.. stored.Select((v, i) => (float)(v - quantization.ZeroPointOf(quantization.Scales.Count == 1 ? 0 : i % channels)))];
    }

    public void Run(in KernelArgs args)
    {
        int count = (int)args.Input(0).Info.ElementCount;
        RequantTable? table = _table;
        fixed (byte* x = args.Input(0).Bytes.Span)
        fixed (byte* y = args.Output(0).Bytes.Span)
        fixed (float* centered = args.Scratch.Rent<float>(_loop.TakesBands ? _loop.BandScratch : count))
        fixed (float* rows = args.Scratch.Rent<float>(_loop.RowScratch))
        {
            // Converted band by band, the floats never leave the cache.
            if (!_loop.TakesBands) Conversions.ToFloats(x, _signed, _zeroPoint, centered, count);
#pragma warning disable CS8500 // the table outlives the run
            var context = new RowContext(&table, y, (int*)_bias.Pointer, x, _signed, _zeroPoint, _padded);
#pragma warning restore CS8500
            _loop.Run<WindowSteps.MultiplyAdd>(centered, rows, (float*)_weights.Pointer, null, 0, &Store, &context, _loop.TakesBands ? &Load : null);
        }
    }

    private static void Load(void* state, nint first, float* to, nint count)
    {
        var context = (RowContext*)state;
        PaddedRows rows = context->Padded;
        byte* from = context->Input + (first / rows.Total * rows.Row);
        if (rows.Total == rows.Row)
        {
            Conversions.ToFloats(from, context->Signed, context->ZeroPoint, to, count);
            return;
        }

        for (nint done = 0; done < count; done += rows.Total, to += rows.Total, from += rows.Row)
        {
            new Span<float>(to, rows.Left).Clear();
            Conversions.ToFloats(from, context->Signed, context->ZeroPoint, to + rows.Left, rows.Row);
            new Span<float>(to + rows.Left + rows.Row, rows.Right).Clear();
        }
    }

    private static void Store(void* state, float* row, int index, int places, int channels)
    {
        var sink = (RowContext*)state;
        Conversions.ToSums(row, places, channels, sink->Bias);
        nint at = (nint)index * places * channels;
#pragma warning disable CS8500
        if (*sink->Table is { } table) table.Store((int*)row, channels, places, 0, channels, sink->Output + at, channels);
#pragma warning restore CS8500
        else new Span<int>(row, places * channels).CopyTo(new Span<int>((int*)sink->Output + at, places * channels));
    }

#pragma warning disable CS8500
    private readonly struct RowContext(RequantTable* table, byte* output, int* bias, byte* input, bool signed, int zeroPoint, PaddedRows padded)
    {
        public readonly PaddedRows Padded = padded;
        public readonly byte* Input = input;
        public readonly bool Signed = signed;
        public readonly int ZeroPoint = zeroPoint;
        public readonly RequantTable* Table = table;
        public readonly byte* Output = output;
        public readonly int* Bias = bias;
    }
#pragma warning restore CS8500
}

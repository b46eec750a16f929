using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Backends.Cpu.Simd.Movement;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Floats: a matrix product gives what each input place adds to its whole window, and the windows are added up.</summary>
internal sealed unsafe class TransposedConvolutionKernel : IKernel<TransposedConvolutionKernel, TransposedConvolution>
{
    /// <summary>Products that are kept between multiplying and adding up; they stay in the second-level cache.</summary>
    private const int ChunkProducts = 1 << 17;

    /// <summary>Output channels of a group from which on vectors pay.</summary>
    private const int FewOutputs = 8;

    private readonly Activation _activation;
    private readonly DenseWeights _weights;
    private readonly float[] _bias;
    private readonly (WindowAxis D, WindowAxis H, WindowAxis W) _axes;
    private readonly int _groups;
    private readonly int _channels;
    private readonly int _outputs;
    private readonly int _rows;
    private readonly int _threads;

    /// <summary>Whether every result is part of one window: results are stored, not added up.</summary>
    private readonly bool _apart;

    private TransposedConvolutionKernel(TransposedConvolution op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape, y = signature.Outputs[0].Shape, kernel = signature.Input(1).Shape;
        (_activation, _threads, _groups, _channels, _outputs) = (op.Activation, signature.Threads, op.Groups, x[x.Rank - 1], y[y.Rank - 1] / op.Groups);
        _axes = WindowAxis.All(y, x, kernel.ToArray().AsSpan(1, x.Rank - 2), op.Strides, op.Dilations, op.Padding);
        _rows = (int)x.Product(0, x.Rank - 1);
        _apart = _groups == 1 && IsApart(_axes.D) && IsApart(_axes.H) && IsApart(_axes.W);
        _bias = signature.Has(2) ? Constants.Floats(signature, 2).ToArray() : [];
        int taps = (int)kernel.Product(1, kernel.Rank - 1), columns = taps * _outputs, units = _channels / _groups;
        _weights = DenseWeights.Pack(TileSet.ForFloats(columns, signature), _groups, columns, 1, units, FloatConvolution.BlockUnits,
            new WindowUnits(Constants.Of(signature, 1), _outputs, taps, units));
        for (int tap = 0; _apart && tap < taps; tap++) _bias.CopyTo(_weights.Start<float>(0)[(tap * _outputs)..]);
    }

    public static Support Supports(TransposedConvolution op, KernelSignature signature) => Support.All(
        new(Enumerable.Range(0, 3).All(i => signature.Optional(i) is null or { Type: ElementType.Float32 }), $"operands are {signature.InputType(0)} and {signature.InputType(1)}, expected Float32"),
        new(signature.Constants[1] is not null && (!signature.Has(2) || signature.Constants[2] is not null), "weights or bias are not constant, they cannot be packed"),
        new(signature.Input(0).ElementCount > 0 && signature.Input(1).ElementCount > 0, "operands are empty"));

    public static TransposedConvolutionKernel Prepare(TransposedConvolution op, KernelSignature signature) => new(op, signature);

    public void Run(in KernelArgs args)
    {
        Span<float> output = args.Output(0).Span<float>();
        if (!_apart) output.Clear();
        int width = _weights.Columns * _groups, chunk = Math.Clamp(ChunkProducts / width, 1, _rows), rowBytes = _channels * sizeof(float);
        fixed (float* x = args.Input(0).Span<float>())
        fixed (float* y = output)
        fixed (float* bias = _bias)
        fixed (float* products = args.Scratch.Rent<float>(checked(chunk * width)))
        {
            for (int first = 0; first < _rows; first += chunk)
            {
                int rows = Math.Min(chunk, _rows - first);
                DenseRun.Run(_weights, new PlainRows((byte*)x + ((nint)first * rowBytes), rowBytes, rowBytes / _groups), new FloatSink(products, width, _apart ? _activation : Activation.None), rows, rowBytes, _threads);
                if (_apart) Store(products, first, rows, y);
                else for (int r = 0; r < rows; r++) AddWindow(products + ((nint)r * width), first + r, y);
            }

            if (_apart) return;

            int channels = _outputs * _groups;
            for (nint at = 0; bias != null && at < output.Length; at += channels) BinaryLoop.Run<BinaryVectors.Add>(y + at, 1, bias, 1, y + at, channels);
            FloatActivation.Apply(_activation, y, output.Length);
        }
    }

    /// <summary>Copies windows that do not meet: what lies side by side in them goes side by side, for all places of a row together.</summary>
    private void Store(float* products, int first, int rows, float* y)
    {
        (WindowAxis d, WindowAxis h, WindowAxis w) = _axes;
        nint line = (nint)w.Input * _outputs, piece = (nint)w.Kernel * _outputs * sizeof(float);
        for (int row = first; row < first + rows;)
        {
            int column = row % w.Output, count = Math.Min(w.Output - column, first + rows - row), above = row / w.Output;
            for (int kd = 0; kd < d.Kernel; kd++)
                for (int kh = 0; kh < h.Kernel; kh++)
                {
                    nint z = ((nint)(above / h.Output) * d.Kernel) + kd, to = (((z * h.Input) + ((nint)(above % h.Output) * h.Kernel) + kh) * line) + ((nint)column * w.Kernel * _outputs);
                    float* from = products + ((nint)(row - first) * _weights.Columns) + ((nint)((kd * h.Kernel) + kh) * w.Kernel * _outputs);
                    Rows.Copy((byte*)from, (nint)_weights.Columns * sizeof(float), (byte*)(y + to), piece, count, piece);
                }

            row += count;
        }
    }

    /// <summary>Whether windows lie side by side and fill all of the result.</summary>
    private static bool IsApart(WindowAxis axis) => axis is { Dilation: 1, Before: 0 } && axis.Stride == axis.Kernel && axis.Input == axis.Output * axis.Stride;

    /// <summary>Adds what one input place contributes.</summary>
    private void AddWindow(float* products, int row, float* y)
    {
        (WindowAxis d, WindowAxis h, WindowAxis w) = _axes;
        // Seen backwards it is a convolution: its input is our output.
        int ow = row % w.Output, oh = row / w.Output % h.Output, od = row / (w.Output * h.Output) % d.Output, n = row / (w.Output * h.Output * d.Output);
        for (int kd = 0; kd < d.Kernel; kd++)
        {
            int z = d.InputAt(od, kd);
            for (int kh = 0; kh < h.Kernel; kh++)
            {
                int line = h.InputAt(oh, kh);
                if (!d.Contains(z) || !h.Contains(line)) continue;
                nint start = ((((nint)n * d.Input) + z) * h.Input + line) * w.Input;
                for (int kw = 0; kw < w.Kernel; kw++)
                {
                    int place = w.InputAt(ow, kw);
                    if (!w.Contains(place)) continue;
                    float* to = y + ((start + place) * _outputs * _groups), from = products + ((nint)((((kd * h.Kernel) + kh) * w.Kernel) + kw) * _outputs);
                    for (int g = 0; g < _groups; g++, to += _outputs, from += _weights.Columns) Add(from, to);
                }
            }
        }
    }

    private void Add(float* from, float* to)
    {
        if (_outputs >= FewOutputs) BinaryLoop.Run<BinaryVectors.Add>(to, 1, from, 1, to, _outputs);
        else for (int o = 0; o < _outputs; o++) to[o] += from[o];
    }

    /// <summary>The weights of a group with a column for each element of the window and output channel.</summary>
    private readonly struct WindowUnits(Tensor weights, int outputs, int taps, int units) : IWeightUnits
    {
        public void Copy(int group, int column, int tap, int unit, int count, uint* to, nint stride)
        {
            int channel = (group * outputs) + (column % outputs);
            ReadOnlySpan<float> from = weights.Span<float>().Slice((((channel * taps) + (column / outputs)) * units) + unit, count);
            for (int i = 0; i < count; i++) to[i * stride] = BitConverter.SingleToUInt32Bits(from[i]);
        }
    }
}

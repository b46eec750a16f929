using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Emit;
using NnBridge.Backends.Cpu.Simd.Threading;
using NnBridge.Backends.Cpu.Simd.Windows;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>A depthwise convolution of bytes with one output channel per input channel, by emitted code.</summary>
/// <remarks>
/// Windows inside a row of the input are computed in one go: all of a row where the input is small enough to be copied with its padding. Else a kernel row above or below the input is a row of padding. Windows over the
/// left or right edge come one by one, each element with a pointer of its own. Where channels do not fill blocks, some neighbouring
/// windows are taken as one with all their channels.
/// </remarks>
internal sealed unsafe class ByteDepthwise : IPreparedKernel
{
    private const long WorthSharing = 400_000;

    /// <summary>Most windows that are taken as one; windows that are left over at the end of a row are taken alone.</summary>
    private const int MostTogether = 4;

    private readonly EmittedFunction<ByteWindowJob> _code;
    private readonly (WindowAxis D, WindowAxis H, WindowAxis W) _axes;
    private readonly int _batches;
    private readonly int _channels;
    private readonly int _together;
    private readonly int _threads;
    private readonly PackedBuffer _weights;
    private readonly PackedBuffer _start;
    private readonly PackedBuffer _factors;
    private readonly PackedBuffer _finish;
    private readonly PackedBuffer _padding;
    private readonly PaddedInput? _padded;

    private ByteDepthwise(EmittedFunction<ByteWindowJob> code, DepthwiseConvolution op, KernelSignature signature, Requantizer requantizer)
    {
        TensorInfo input = signature.Input(0), output = signature.Outputs[0];
        (_code, _threads, _batches, _channels) = (code, signature.Threads, input.Shape[0], input.Shape[input.Shape.Rank - 1]);
        _axes = WindowAxes.Of(signature, op.Strides, op.Dilations, op.Padding);
        _padded = PaddedInput.Of(_axes, _batches, _channels);
        _axes = _padded?.Axes ?? _axes;
        _together = _axes.W.Stride == 1 ? WindowsTogether(_channels, _axes.W.Whole.End - _axes.W.Whole.First) : 1;
        int lanes = _together * _channels;
        bool signed = input.Type == ElementType.Int8;
        int taps = Taps, groups = (taps + 3) / 4, zeroX = IntegerWeights.MovedZeroPoint(input.Type, input.Quantization!.ZeroPoint);
        int places = ((lanes - 1) / ByteWindowJob.BlockChannels * ByteWindowJob.BlockChannels) + ByteWindowJob.BlockChannels;
        _weights = new PackedBuffer((long)places * groups * 4);
        _start = new PackedBuffer((long)places * sizeof(int));
        _factors = new PackedBuffer((long)places * sizeof(float));
        var stored = new int[signature.Input(1).ElementCount];
        StoredIntegers.Read(TensorBuffer.OfConstant(Constants.Of(signature, 1)), stored);
        int shift = IntegerWeights.ShiftOf(Constants.Of(signature, 1)) ?? throw new InvalidOperationException("weights have zero points of their own");
        for (int c = 0; c < lanes; c++)
        {
            int block = c / ByteWindowJob.BlockChannels, place = ByteWindowJob.PlaceOf(c % ByteWindowJob.BlockChannels), at = (block * ByteWindowJob.BlockChannels) + place;
            int sum = 0;
            for (int t = 0; t < taps; t++)
            {
                int weight = stored[(t * _channels) + (c % _channels)] - shift;
                sum += weight;
                _weights.Pointer[(((((nint)block * groups) + (t / 4)) * ByteWindowJob.BlockChannels) + place) * 4 + (t % 4)] = unchecked((byte)weight);
            }

            long bias = signature.Has(2) ? StoredIntegers.At(TensorBuffer.OfConstant(Constants.Of(signature, 2)), c % _channels) : 0;
            ((int*)_start.Pointer)[at] = unchecked((int)(bias - ((long)zeroX * sum)));
            ((float*)_factors.Pointer)[at] = requantizer.FloatFactor(c % _channels);
        }

        _finish = new PackedBuffer(sizeof(StripFinish));
        ((StripFinish*)_finish.Pointer)->Set(requantizer.ZeroPoint, requantizer.Range, output.Type == ElementType.Int8);
        _padding = new PackedBuffer((long)_axes.W.Input * _channels);
        new Span<byte>(_padding.Pointer, (int)_padding.Bytes).Fill(unchecked((byte)input.Quantization.ZeroPoint));
    }

    private int Taps => _axes.D.Kernel * _axes.H.Kernel * _axes.W.Kernel;

    /// <summary>The convolution by emitted code; null where there is none for it.</summary>
    public static ByteDepthwise? Of(DepthwiseConvolution op, KernelSignature signature)
    {
        TensorInfo input = signature.Input(0);
        int channels = input.Shape[input.Shape.Rank - 1], taps = channels == 0 ? 0 : (int)(signature.Input(1).ElementCount / channels);
        Requantizer? requantizer = DenseTypes.RequantizerOf(signature, op.Requantization, op.Activation, singleProduct: input.Type == ElementType.UInt8);
        if (taps is 0 or > EmittedWindows.MaxTaps || requantizer is null || IntegerMethod.FindStrips(signature, requantizer, channels) is null) return null;
        return EmittedWindows.Find(taps, input.Type == ElementType.Int8) is { } code ? new ByteDepthwise(code, op, signature, requantizer) : null;
    }

    public void Run(in KernelArgs args)
    {
        int rows = _batches * _axes.D.Output * _axes.H.Output;
        if (rows == 0 || _axes.W.Output == 0) return;
        fixed (byte* x = args.Input(0).Bytes.Span)
        fixed (byte* y = args.Output(0).Bytes.Span)
        fixed (byte* copy = args.Scratch.Rent<byte>(_padded?.Bytes ?? 0))
        {
            _padded?.Copy(x, copy, *_padding.Pointer);
            int threads = (long)rows * _axes.W.Output * _channels * Taps < WorthSharing ? 1 : _threads;
            var job = new Job { X = _padded is null ? x : copy, Y = y, Rows = rows, Parts = threads == 1 ? 1 : Math.Min(rows, threads * 4) };
            ByteDepthwise self = this;
#pragma warning disable CS8500 // the reference is used only while this method runs
            job.Kernel = &self;
#pragma warning restore CS8500
            WorkerPool.Run(threads, job.Parts, &Part, &job);
        }
    }

    private static void Part(void* state, int part)
    {
        var job = (Job*)state;
#pragma warning disable CS8500
        ByteDepthwise kernel = *job->Kernel;
#pragma warning restore CS8500
        int taps = kernel.Taps;
        byte** table = stackalloc byte*[taps];
        var window = new ByteWindowJob
        {
            Taps = table, Step = (long)kernel._axes.W.Stride * kernel._together * kernel._channels, Weights = kernel._weights.Pointer, Start = kernel._start.Pointer, Factors = kernel._factors.Pointer,
            Finish = (StripFinish*)kernel._finish.Pointer, OutputStep = (long)kernel._together * kernel._channels,
        };
        for (int row = (int)((long)job->Rows * part / job->Parts); row < (int)((long)job->Rows * (part + 1) / job->Parts); row++) kernel.Row(&window, job->X, job->Y, row);
    }

    private void Row(ByteWindowJob* window, byte* x, byte* y, int row)
    {
        WindowAxis w = _axes.W;
        byte* to = y + ((nint)row * w.Output * _channels);
        (int first, int end) = w.Whole;
        for (int ow = 0; ow < w.Output; ow++)
        {
            int count = ow == first ? (end - first) / _together : 0;
            Point(window->Taps, x, row, w.InputAt(ow, 0));
            int bytes = count > 0 ? _together * _channels : _channels;
            window->Count = Math.Max(count, 1);
            window->FullBlocks = BlocksOf(bytes) - 1;
            window->Mask = ulong.MaxValue >> ((BlocksOf(bytes) * ByteWindowJob.BlockChannels) - bytes);
            window->Output = to + ((nint)ow * _channels);
            _code.Run(window);
            if (count > 0) ow += (count * _together) - 1;
        }
    }

    private static int BlocksOf(int bytes) => (bytes + ByteWindowJob.BlockChannels - 1) / ByteWindowJob.BlockChannels;

    /// <summary>How many windows are best taken as one.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="windows">Windows of a row that lie inside.</param>
    private static int WindowsTogether(int channels, int windows)
    {
        int best = 1;
        for (int count = 2; count <= Math.Min(MostTogether, windows); count++)
            if (Effort(channels, windows, count) < Effort(channels, windows, best)) best = count;
        return best;
    }

    /// <summary>What a row takes: loading a block's weights about half as much as computing a block; windows that are left over are calls of their own.</summary>
    private static int Effort(int channels, int windows, int together) =>
        (BlocksOf(together * channels) * (1 + (windows / together * 2))) + (windows % together * ((BlocksOf(channels) * 3) + 2));

    /// <summary>Finds the elements of a window; those outside of the input are padding.</summary>
    private void Point(byte** taps, byte* x, int row, int left)
    {
        (WindowAxis d, WindowAxis h, WindowAxis w) = _axes;
        int oh = row % h.Output, od = row / h.Output % d.Output, n = row / h.Output / d.Output;
        for (int kd = 0; kd < d.Kernel; kd++)
            for (int kh = 0; kh < h.Kernel; kh++)
            {
                int z = d.InputAt(od, kd), top = h.InputAt(oh, kh);
                bool inside = d.Contains(z) && h.Contains(top);
                byte* from = x + (((((((nint)n * d.Input) + z) * h.Input) + top) * w.Input) * _channels);
                for (int kw = 0; kw < w.Kernel; kw++)
                {
                    int place = left + (kw * w.Dilation);
                    *taps++ = inside && w.Contains(place) ? from + ((nint)place * _channels) : _padding.Pointer;
                }
            }
    }

    private struct Job
    {
#pragma warning disable CS8500
        public ByteDepthwise* Kernel;
#pragma warning restore CS8500
        public byte* X;
        public byte* Y;
        public int Rows;
        public int Parts;
    }
}

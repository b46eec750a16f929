using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Backends.Cpu.Simd.Windows;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Pooling of floats and bytes; means of bytes by way of floats, which hold sums of bytes exactly.</summary>
internal sealed unsafe class PoolKernel : IKernel<PoolKernel, Pool>, IBandReader
{
    /// <summary>Elements of a window whose sum of bytes stays below 2^24.</summary>
    private const int MaxWindow = 65536;

    private readonly Pool _op;
    private readonly WindowLoop _loop;
    private readonly bool _bytes;
    private readonly int _zeroPoint;
    private readonly ByteRescale? _rescale;
    private readonly ByteMaxPool? _largest;
    private readonly (int Min, int Max) _range;
    private readonly WindowInput _input;

    private PoolKernel(Pool op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape;
        _input = new WindowInput(signature);
        (_op, _bytes) = (op, signature.InputType(0) != ElementType.Float32);
        (WindowAxis, WindowAxis, WindowAxis) axes = WindowAxis.All(x, signature.Outputs[0].Shape, op.Window.Span, op.Strides, op.Dilations, op.Padding);
        _loop = new WindowLoop(axes, x[0], x[x.Rank - 1], _bytes ? Activation.None : op.Activation, signature.Threads);
        if (!_bytes) return;
        _range = ActivationRange.Stored(op.Activation, signature.Outputs[0]);
        if (op.Kind == PoolKind.Max)
        {
            _largest = new ByteMaxPool(axes, x[0], x[x.Rank - 1], signature.Threads);
            return;
        }

        if (Reference.PoolKernel.IsRescaled(op, signature.InputType(0)))
        {
            QuantizationInfo from = signature.Input(0).Quantization!, to = signature.Outputs[0].Quantization!;
            _zeroPoint = from.ZeroPoint;
            _rescale = new ByteRescale(from.Scale / to.Scale, to.ZeroPoint, _range.Min, _range.Max);
            return;
        }

        _loop = _loop with { Clamp = new FloatClamp(_range.Min, _range.Max, IsNeeded: true, IsComplete: true) };
    }

    public static Support Supports(Pool op, KernelSignature signature)
    {
        ElementType type = signature.InputType(0);
        bool bytes = type is ElementType.Int8 or ElementType.UInt8 && op.Kind is PoolKind.Max or PoolKind.Average && ActivationRange.IsClamp(op.Activation);
        return Support.All(
            new(type == ElementType.Float32 || bytes, $"{op.Kind} pooling of {type} with activation {op.Activation} is not vectorised"),
            new(op.Kind != PoolKind.Lp, $"{op.Kind} pooling is not vectorised"),
            new(op.Window.Aggregate(1L, (a, b) => a * b) <= MaxWindow, $"window {op.Window} has more than {MaxWindow} elements"),
            new(!op.CountIncludePad || !op.Ceiling, "windows beyond the padding and counted padding are not combined"),
            new(!Reference.PoolKernel.IsRescaled(op, type) || (signature.Input(0).Quantization is { IsPerTensor: true } && signature.Outputs[0].Quantization is { IsPerTensor: true }),
                "input or output is not quantized per tensor"));
    }

    public static Fusions Fusions(Pool op, KernelSignature signature) =>
        signature.InputType(0) == ElementType.Float32 && signature.Input(0).Shape.Rank <= 4 ? Kernels.Fusions.TakesBands : Kernels.Fusions.None;

    public int BandScratch => _loop.BandScratch;

    public static PoolKernel Prepare(Pool op, KernelSignature signature) => new(op, signature);

    public void Run(in KernelArgs args)
    {
        if (_loop.Channels == 0) return;
        if (_largest is not null)
        {
            RunLargest(args, _largest);
            return;
        }

        if (_bytes)
        {
            RunBytes(args);
            return;
        }

        _input.Run(args, this);
    }

    /// <inheritdoc/>
    public void Read(float* x, float* y, void* context, delegate*<void*, nint, float*, nint, void> source)
    {
        if (_op.Kind == PoolKind.Max) _loop.Run<WindowSteps.Largest>(x, y, null, null, 0, null, context, source);
        else if (_op.Kind == PoolKind.Average) _loop.Run<WindowSteps.Mean>(x, y, null, null, Divisor, null, context, source);
        else _loop.Run<WindowSteps.RootMeanSquare>(x, y, null, null, Divisor, null, context, source);
    }

    private int Divisor => _op.CountIncludePad ? _loop.Axes.D.Kernel * _loop.Axes.H.Kernel * _loop.Axes.W.Kernel : 0;

    private void RunLargest(in KernelArgs args, ByteMaxPool pool)
    {
        fixed (byte* x = args.Input(0).Bytes.Span)
        fixed (byte* y = args.Output(0).Bytes.Span)
        fixed (byte* rows = args.Scratch.Rent<byte>(pool.Scratch))
        {
            if (args.Input(0).Info.Type == ElementType.Int8) pool.Run((sbyte*)x, (sbyte*)y, (sbyte*)rows, (sbyte)_range.Min, (sbyte)_range.Max, _range.Max < sbyte.MaxValue);
            else pool.Run(x, y, rows, (byte)_range.Min, (byte)_range.Max, _range.Max < byte.MaxValue);
        }
    }

    private void RunBytes(in KernelArgs args)
    {
        int count = (int)args.Input(0).Info.ElementCount;
        fixed (byte* x = args.Input(0).Bytes.Span)
        fixed (byte* y = args.Output(0).Bytes.Span)
        fixed (float* wide = args.Scratch.Rent<float>(count))
        fixed (float* rows = args.Scratch.Rent<float>(_loop.RowScratch))
        {
            Conversions.ToFloats(x, args.Input(0).Info.Type == ElementType.Int8, _zeroPoint, wide, count);
            if (_rescale is { } rescale)
            {
                var means = new Means { Output = y, Rescale = rescale };
                _loop.Run<WindowSteps.Mean>(wide, rows, null, null, Divisor, &Rescale, &means);
            }
            else _loop.Run<WindowSteps.WholeMean>(wide, rows, null, null, Divisor, &Store, y);
        }
    }

    private static void Rescale(void* context, float* row, int index, int places, int channels) =>
        ((Means*)context)->Rescale.Store(row, ((Means*)context)->Output + ((nint)index * places * channels), (nint)places * channels);

    private static void Store(void* output, float* row, int index, int places, int channels) =>
        Conversions.ToBytes(row, (byte*)output + ((nint)index * places * channels), (nint)places * channels);

    private struct Means
    {
        public byte* Output;
        public ByteRescale Rescale;
    }
}

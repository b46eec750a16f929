using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Movement;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Padding with one value: the result is filled, then the input is copied into it.</summary>
internal sealed unsafe class PadKernel : IKernel<PadKernel, Pad>
{
    private readonly MovedAxes? _axes;
    private readonly long _start;
    private readonly long _value;
    private readonly bool _isComputed;
    private readonly int _elementBytes;

    private PadKernel(KernelSignature signature)
    {
        TensorInfo x = signature.Input(0), y = signature.Outputs[0];
        int rank = x.Shape.Rank;
        int[] sizes = new int[rank], from = new int[rank], padded = new int[rank], to = new int[rank];
        _elementBytes = x.Type.BitWidth() / 8;
        Strides.Of(x.Shape, sizes, from);
        Strides.Of(y.Shape, padded, to);
        TensorBuffer paddings = TensorBuffer.OfConstant(Constants.Of(signature, 1));
        for (int i = 0; i < rank; i++) _start += IntegerOperand.At(paddings, 2 * i) * to[i];
        _start *= _elementBytes;
        if (x.ElementCount > 0) _axes = new MovedAxes(sizes, from, to, _elementBytes);
        _value = y.Quantization is { IsPerTensor: true } quantization ? quantization.ZeroPoint : 0;
        if (!signature.Has(2)) return;
        _isComputed = signature.Constants[2] is null;
        _value = _isComputed ? 0 : Element(Constants.Of(signature, 2).Bytes.Span);
    }

    public static Support Supports(Pad op, KernelSignature signature)
    {
        Support movable = Movable.Supports(signature, constant: 1);
        if (!movable.IsSupported) return movable;
        TensorBuffer paddings = TensorBuffer.OfConstant(Constants.Of(signature, 1));
        bool grows = Enumerable.Range(0, (int)paddings.Info.ElementCount).All(i => IntegerOperand.At(paddings, i) >= 0);
        return Support.All(
            new(op.Mode == PadMode.Constant, $"{op.Mode} padding is not vectorised"),
            new(grows, "some paddings are negative"));
    }

    public static PadKernel Prepare(Pad op, KernelSignature signature) => new(signature);

    public void Run(in KernelArgs args)
    {
        Span<byte> result = args.Output(0).Bytes.Span;
        long value = _isComputed ? Element(args.Input(2).Bytes.Span) : _value;
        fixed (byte* x = args.Input(0).Bytes.Span)
        fixed (byte* y = result)
        {
            switch (_elementBytes)
            {
                case 1: result.Fill((byte)value); break;
                case 2: new Span<short>(y, result.Length / 2).Fill((short)value); break;
                case 4: new Span<int>(y, result.Length / 4).Fill((int)value); break;
                default: new Span<long>(y, result.Length / 8).Fill(value); break;
            }

            _axes?.Run(x, y + _start);
        }
    }

    private long Element(ReadOnlySpan<byte> stored)
    {
        long element = 0;
        for (int i = 0; i < _elementBytes; i++) element |= (long)stored[i] << (8 * i);
        return element;
    }
}

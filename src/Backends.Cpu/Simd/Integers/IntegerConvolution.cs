using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>A convolution of 8-bit integers as a product of windows and packed weights, exact.</summary>
internal sealed unsafe class IntegerConvolution : IPreparedKernel
{
    /// <summary>Bytes of a place below which the places of a window are taken together.</summary>
    private const int FewBytes = 32;

    private readonly IntegerProduct _product;
    private readonly IntegerActivations _activations;
    private readonly WindowShape _shape;
    private readonly PackedBuffer _padding;
    private readonly PaddedInput? _padded;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _groupBytes;
    private readonly WindowAccess _access;

    public IntegerConvolution(Convolution op, KernelSignature signature, bool depthwise = false)
    {
        TensorInfo input = signature.Input(0), output = signature.Outputs[0];
        Shape x = input.Shape, y = output.Shape, kernel = signature.Input(1).Shape;
        int channels = x[x.Rank - 1], depth = channels / op.Groups, taps = (int)kernel.Product(1, kernel.Rank - 1), zeroPoint = input.Quantization!.ZeroPoint;
        _columns = y[y.Rank - 1];
        (WindowAxis D, WindowAxis H, WindowAxis W) axes = WindowAxes.Of(signature, op.Strides, op.Dilations, op.Padding);
        IntegerTiles tiles = signature.Integers;
        var narrow = new WindowShape(axes, channels * tiles.ElementBytes);
        // Sums of rows must not see what follows a row.
        _access = narrow.Access(FewBytes, op.Groups, readsOn: signature.InputType(1) == ElementType.Int8 && signature.Input(1).Quantization!.ZeroPoints.All(z => z == 0));
        int parts = narrow.TapsOf(_access);
        var layout = new IntegerLayout(tiles, op.Groups, _columns / op.Groups, parts, taps / parts * depth, depthwise);
        int padded = _access == WindowAccess.Places ? layout.PaddedChannels : depth;
        Requantizer? requantizer = DenseTypes.RequantizerOf(signature, op.Requantization, op.Activation, singleProduct: input.Type == ElementType.UInt8);
        IntegerMethod method = IntegerMethod.Find(signature, layout, output.ElementCount / Math.Max(1, _columns), requantizer);
        _activations = new IntegerActivations(tiles, input.Type == ElementType.Int8, zeroPoint, (int)(input.ElementCount / depth), depth, padded, method.FlipsLater);
        _groupBytes = padded * tiles.ElementBytes;
        _padded = _access == WindowAccess.Joined ? PaddedInput.Of(axes, x[0], _groupBytes) : null;
        _shape = new WindowShape(_padded?.Axes ?? axes, _groupBytes * op.Groups);
        _rows = x[0] * _shape.Windows;
        _padding = new PackedBuffer((long)_shape.W.Kernel * _shape.PixelBytes);
        _activations.FillPadding(_padding.Pointer, _padding.Bytes, zeroPoint);
        _product = new IntegerProduct(signature, layout, method, requantizer);
    }

    /// <summary>A depthwise convolution: a group per channel.</summary>
    public static IntegerConvolution OfDepthwise(DepthwiseConvolution op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape;
        var convolution = new Convolution(op.Strides, op.Dilations, op.Padding) { Groups = x[x.Rank - 1], Activation = op.Activation, Requantization = op.Requantization };
        return new(convolution, signature, depthwise: true);
    }

    public void Run(in KernelArgs args)
    {
        // What windows read on after the last row is multiplied by 0.
        Span<byte> padded = args.Scratch.Rent<byte>(_padded is null ? 0 : _padded.Bytes + FewBytes), converted = _activations.IsReady ? args.Input(0).Bytes.Span : args.Scratch.Rent<byte>(checked((int)_activations.Bytes));
        fixed (byte* x = args.Input(0).Bytes.Span)
        fixed (byte* units = converted)
        fixed (byte* copy = padded)
        fixed (byte* y = args.Output(0).Bytes.Span)
        {
            if (!_activations.IsReady) _activations.Convert(x, units);
            _padded?.Copy(units, copy, *_padding.Pointer);
            int rowBytes = _shape.PixelBytes;
            if (_shape.IsPlain) _product.Run(new PlainRows(units, rowBytes, _groupBytes), _rows, rowBytes, y, args.Scratch);
            else _product.Run(new WindowRows(_shape, _padded is null ? units : copy, _padded is null ? converted.Length : padded.Length, _padding.Pointer, _groupBytes, _access), _rows, rowBytes, y, args.Scratch);
        }
    }
}

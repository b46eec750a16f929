using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>A fully connected layer of 8-bit integers, exact.</summary>
internal sealed unsafe class IntegerFullyConnected : IPreparedKernel
{
    private readonly IntegerProduct _product;
    private readonly IntegerActivations _activations;

    public IntegerFullyConnected(FullyConnected op, KernelSignature signature)
    {
        TensorInfo input = signature.Input(0), weights = signature.Input(1);
        int depth = weights.Shape[1], columns = weights.Shape[0];
        var layout = new IntegerLayout(signature.Integers, 1, columns, 1, depth);
        Requantizer? requantizer = DenseTypes.RequantizerOf(signature, op.Requantization, op.Activation, singleProduct: weights.Quantization is { IsPerTensor: true });
        IntegerMethod method = IntegerMethod.Find(signature, layout, input.ElementCount / Math.Max(1, depth), requantizer);
        _activations = new IntegerActivations(
            signature.Integers, input.Type == ElementType.Int8, input.Quantization!.ZeroPoint, (int)(input.ElementCount / depth), depth, layout.PaddedChannels, method.FlipsLater);
        _product = new IntegerProduct(signature, layout, method, requantizer);
    }

    public void Run(in KernelArgs args)
    {
        Span<byte> converted = _activations.IsReady ? args.Input(0).Bytes.Span : args.Scratch.Rent<byte>(checked((int)_activations.Bytes));
        fixed (byte* x = args.Input(0).Bytes.Span)
        fixed (byte* units = converted)
        fixed (byte* y = args.Output(0).Bytes.Span)
        {
            if (!_activations.IsReady) _activations.Convert(x, units);
            int rowBytes = _activations.PaddedChannels * _activations.Tiles.ElementBytes;
            _product.Run(new PlainRows(units, rowBytes, 0), _activations.Places, rowBytes, y, args.Scratch);
        }
    }
}

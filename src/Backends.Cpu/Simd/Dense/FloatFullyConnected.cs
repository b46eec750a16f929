using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>A fully connected layer of floats.</summary>
internal sealed unsafe class FloatFullyConnected : IPreparedKernel
{
    private readonly FloatProduct _product;
    private readonly Activation _activation;
    private readonly int _depth;
    private readonly int _columns;

    public FloatFullyConnected(FullyConnected op, KernelSignature signature)
    {
        Shape weights = signature.Input(1).Shape;
        (_activation, _columns, _depth) = (op.Activation, weights[0], weights[1]);
        StoredFloats stored = StoredFloats.Of(signature, 1);
        fixed (float* from = stored.Data)
            _product = FloatProduct.Of(signature, signature.Input(0).ElementCount / Math.Max(1, _depth), _columns, _depth, new FloatUnits(from, 0, stored.First, 0, stored.Last));
        if (signature.Has(2)) Constants.Floats(signature, 2).CopyTo(_product.Start);
    }

    public void Run(in KernelArgs args)
    {
        Span<float> input = args.Input(0).Span<float>();
        fixed (float* x = input)
        fixed (float* y = args.Output(0).Span<float>())
            _product.Run(x, input.Length / _depth, new FloatSink(y, _columns, _activation), args.Scratch);
    }
}

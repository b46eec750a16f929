using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Pairs;

/// <summary>A fully connected layer whose operands are floats of 16 bits.</summary>
internal sealed unsafe class PairFullyConnected : IPreparedKernel
{
    private readonly PairProduct _product;
    private readonly Activation _activation;
    private readonly int _depth;
    private readonly int _columns;

    /// <param name="op">The layer.</param>
    /// <param name="signature">Operands: x, weights, bias.</param>
    /// <param name="method">From <see cref="Find"/>.</param>
    public PairFullyConnected(FullyConnected op, KernelSignature signature, PairMethod method)
    {
        Shape weights = signature.Input(1).Shape;
        (_activation, _columns, _depth) = (op.Activation, weights[0], weights[1]);
        fixed (float* from = Constants.Floats(signature, 1))
            _product = PairProduct.Of(method, 1, _columns, 1, _depth, new FloatUnits(from, 0, _depth, 0, 1), signature.Input(0).ElementCount, signature.Threads);
        if (signature.Has(2)) Constants.Floats(signature, 2).CopyTo(_product.Start(0));
    }

    /// <summary>How the layer may be computed with floats of 16 bits; null when that is not allowed or brings nothing.</summary>
    public static PairMethod? Find(KernelSignature signature)
    {
        Shape weights = signature.Input(1).Shape;
        return PairMethod.Find(signature, signature.Input(0).ElementCount / Math.Max(1, weights[1]), weights[0], 1, weights[1]);
    }

    public void Run(in KernelArgs args)
    {
        Span<float> input = args.Input(0).Span<float>();
        fixed (float* x = input)
        fixed (byte* pairs = args.Scratch.Rent<byte>(checked(input.Length * _product.ElementBytes)))
        fixed (float* y = args.Output(0).Span<float>())
        {
            _product.Convert(x, pairs);
            int rowBytes = _depth * _product.ElementBytes;
            _product.Run(new PlainRows(pairs, rowBytes, 0), new FloatSink(y, _columns, _activation), input.Length / _depth, rowBytes, args.Scratch);
        }
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>A fully connected layer of floats.</summary>
internal sealed unsafe class FloatFullyConnected : IPreparedKernel
{
    private readonly DenseWeights _weights;
    private readonly Activation _activation;
    private readonly int _threads;

    public FloatFullyConnected(FullyConnected op, KernelSignature signature)
    {
        Shape weights = signature.Input(1).Shape;
        (_activation, _threads) = (op.Activation, signature.Threads);
        fixed (float* from = Constants.Floats(signature, 1))
            _weights = DenseWeights.Pack(TileSet.ForFloats(weights[0], signature, (int)(signature.Input(0).ElementCount / Math.Max(1, weights[1]))), 1, weights[0], 1, weights[1], FloatConvolution.BlockUnits, new FloatUnits(from, 0, weights[1], 0, 1));
        Constants.CopyBias(signature, _weights);
    }

    public void Run(in KernelArgs args)
    {
        Span<float> input = args.Input(0).Span<float>();
        int depth = _weights.Units;
        fixed (float* x = input)
        fixed (float* y = args.Output(0).Span<float>())
        {
            int rowBytes = depth * sizeof(float);
            DenseRun.Run(_weights, new PlainRows((byte*)x, rowBytes, 0), new FloatSink(y, _weights.Columns, _activation), input.Length / depth, rowBytes, _threads);
        }
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Pairs;

/// <summary>A fully connected layer whose operands are rounded to 16 bits.</summary>
internal sealed unsafe class PairFullyConnected : IPreparedKernel
{
    private readonly DenseWeights _weights;
    private readonly Activation _activation;
    private readonly int _threads;
    private readonly int _depth;

    public PairFullyConnected(FullyConnected op, KernelSignature signature)
    {
        Shape weights = signature.Input(1).Shape;
        (_activation, _threads, _depth) = (op.Activation, signature.Threads, weights[1]);
        TileSet tiles = Tiles(signature).ForRows((int)(signature.Input(0).ElementCount / _depth));
        fixed (float* from = Constants.Floats(signature, 1))
            _weights = DenseWeights.Pack(tiles, 1, weights[0], 1, _depth / 2, FloatConvolution.BlockUnits, new PairUnits(from, 0, _depth, 0));
        Constants.CopyBias(signature, _weights);
    }

    /// <summary>Whether pairs may be used and columns are made of whole ones.</summary>
    public static bool Suits(KernelSignature signature) => signature.Pairs is not null && signature.Input(1).Shape[1] is > 0 and var depth && depth % 2 == 0;

    /// <summary>The tiles, which <see cref="Suits"/> has found.</summary>
    public static TileSet Tiles(KernelSignature signature) => signature.Pairs ?? throw new InvalidOperationException("there are no tiles of pairs");

    public void Run(in KernelArgs args)
    {
        Span<float> input = args.Input(0).Span<float>();
        fixed (float* x = input)
        fixed (ushort* pairs = args.Scratch.Rent<ushort>(input.Length))
        fixed (float* y = args.Output(0).Span<float>())
        {
            PairRounding.Round(x, pairs, input.Length);
            int rowBytes = _depth * sizeof(ushort);
            DenseRun.Run(_weights, new PlainRows((byte*)pairs, rowBytes, 0), new FloatSink(y, _weights.Columns, _activation), input.Length / _depth, rowBytes, _threads);
        }
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Pairs;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>A matrix of floats times a constant one, as exactly as the network asks for.</summary>
internal sealed unsafe class FloatProduct
{
    private readonly DenseWeights? _weights;
    private readonly PairProduct? _pairs;
    private readonly int _depth;
    private readonly int _threads;

    private FloatProduct(DenseWeights? weights, PairProduct? pairs, int depth, int threads) => (_weights, _pairs, _depth, _threads) = (weights, pairs, depth, threads);

    /// <param name="signature">Says what is allowed.</param>
    /// <param name="rows">Rows of the first matrix.</param>
    /// <param name="columns">Columns of the constant one.</param>
    /// <param name="depth">What both have in common.</param>
    /// <param name="units">The constant.</param>
    public static FloatProduct Of<TUnits>(KernelSignature signature, long rows, int columns, int depth, TUnits units) where TUnits : IWeightUnits
    {
        if (PairMethod.Find(signature, rows, columns, 1, depth) is { } method)
            return new FloatProduct(null, PairProduct.Of(method, 1, columns, 1, depth, units, rows * depth, signature.Threads), depth, signature.Threads);
        TileSet tiles = TileSet.ForConstants(columns, depth, signature, rows);
        return new FloatProduct(DenseWeights.Pack(tiles, 1, columns, 1, depth, FloatConvolution.BlockUnits, units), null, depth, signature.Threads);
    }

    /// <summary>Values that the sums of columns begin with.</summary>
    public Span<float> Start => _pairs is null ? _weights!.Start<float>(0) : _pairs.Start(0);

    /// <param name="x">The first matrix.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="sink">Takes sums.</param>
    /// <param name="memory">Temporary memory.</param>
    public void Run(float* x, int rows, FloatSink sink, Scratch memory)
    {
        if (_pairs is null)
        {
            int rowBytes = _depth * sizeof(float);
            DenseRun.Run(_weights!, new PlainRows((byte*)x, rowBytes, 0), sink, rows, rowBytes, _threads);
            return;
        }

        int pairBytes = _depth * _pairs.ElementBytes;
        fixed (byte* pairs = memory.Rent<byte>(checked(rows * pairBytes)))
        {
            _pairs.Convert(x, pairs);
            _pairs.Run(new PlainRows(pairs, pairBytes, 0), sink, rows, pairBytes, memory);
        }
    }
}

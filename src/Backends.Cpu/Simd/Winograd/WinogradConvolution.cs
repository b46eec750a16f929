using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Backends.Cpu.Simd.Lanes;
using NnBridge.Backends.Cpu.Simd.Threading;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Winograd;

/// <summary>A float convolution of 3 by 3 windows with stride 1 by Winograd's method: a quarter of the products, a few bits less exact.</summary>
/// <remarks>
/// Some tiles at a time: patches are transformed, multiplied with transformed weights as 36 independent matrix products (groups of one product),
/// and transformed back, all within the second-level cache.
/// </remarks>
internal sealed unsafe class WinogradConvolution : IPreparedKernel
{
    /// <summary>Channels, and places along a side, below which transforming costs more than it saves; found by measuring.</summary>
    private const int FewChannels = 16, FewAlong = 5;

    /// <summary>Places below which reading four times as many bytes of weights takes longer than the products that it saves: 7 by 7 is slower so.</summary>
    private const int FewPlaces = 64;

    /// <summary>Bytes of transformed weights beyond which reading them takes longer than direct products.</summary>
    private const long MaxWeightBytes = 20L << 20;

    /// <summary>Bytes of transformed patches and their sums.</summary>
    private const long BlockBytes = 448 * 1024;

    private readonly DenseWeights _weights;
    private readonly PackedBuffer _bias;
    private readonly PackedBuffer _nothing;
    private readonly WindowAxis _h;
    private readonly WindowAxis _w;
    private readonly int _batches;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly int _threads;
    private readonly Activation _activation;
    private readonly int _addend;
    private readonly int _outputStride;

    public WinogradConvolution(Convolution op, KernelSignature signature)
    {
        (_, _h, _w) = WindowAxes.Of(signature, op.Strides, op.Dilations, op.Padding);
        Shape x = signature.Input(0).Shape, y = signature.Outputs[0].Shape;
        (_batches, _inputs, _outputs, _threads, _activation) = (x[0], x[x.Rank - 1], y[y.Rank - 1], signature.Threads, op.Activation);
        (_addend, _outputStride) = (signature.Addend, signature.RowStride(_outputs));
        _weights = WinogradWeights.Pack(TileSet.ForFloats(_outputs, signature), StoredFloats.Of(signature, 1), _inputs, _outputs);
        _bias = signature.Has(2) ? PackedBuffer.Of(Constants.Floats(signature, 2)) : new PackedBuffer((long)_outputs * sizeof(float));
        _nothing = new PackedBuffer((long)_inputs * sizeof(float));
    }

    /// <summary>Whether a convolution can be computed so, and gains by it.</summary>
    public static bool Suits(Convolution op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape, y = signature.Outputs[0].Shape, kernel = signature.Input(1).Shape;
        if (signature.Precision == Precision.Strict || signature.RoundsProducts || signature.IsDirect || x.Rank != 4 || op.Groups != 1 || !SuitsWindow(kernel)) return false;
        if (op.Strides.Any(s => s != 1) || op.Dilations.Any(d => d != 1)) return false;
        return x[3] >= FewChannels && y[3] >= FewChannels && y[1] >= FewAlong && y[2] >= FewAlong && (long)y[0] * y[1] * y[2] >= FewPlaces
            && (long)WinogradTile.Products * x[3] * y[3] * sizeof(float) <= MaxWeightBytes;
    }

    /// <summary>Whether the method is for weights of this shape: most convolutions need not be looked at any further.</summary>
    public static bool SuitsWindow(Shape weights) => weights is { Rank: 4 } && weights[1] == 3 && weights[2] == 3;

    private int TilesX => (_w.Output + WinogradTile.Results - 1) / WinogradTile.Results;

    private int TilesY => (_h.Output + WinogradTile.Results - 1) / WinogradTile.Results;

    private int Tiles => _batches * TilesX * TilesY;

    private long TileFloats => (long)WinogradTile.Products * (_inputs + _outputs);

    /// <summary>Tiles of a block: patches stay in the cache, unless weights do not and have to be used well.</summary>
    private int BlockTiles
    {
        get
        {
            int least = _weights.GroupBytes * WinogradTile.Products > BlockBytes * 4 ? 4 : 2;
            return (int)Math.Clamp(BlockBytes / sizeof(float) / TileFloats / TileJob.CommonRows * TileJob.CommonRows, least * TileJob.CommonRows, 8 * TileJob.CommonRows);
        }
    }

    public void Run(in KernelArgs args)
    {
        if (Tiles == 0) return;
        int blocks = (Tiles + BlockTiles - 1) / BlockTiles, parts = _threads == 1 ? 1 : _threads * 2;
        // Few blocks cannot be dealt out: all threads work on one after the other.
        bool together = _threads > 1 && blocks < 2 * parts;
        if (together) parts = 1;
        else blocks = (blocks + parts - 1) / parts * parts;
        int perPart = checked((int)(Math.Min(BlockTiles, Tiles) * TileFloats));
        fixed (float* x = args.Input(0).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
        fixed (float* added = _addend < 0 ? default : args.Input(_addend).Span<float>())
        fixed (float* scratch = args.Scratch.Rent<float>(checked((parts * perPart) + (Math.Max(parts, TransformParts) * _outputs))))
        {
            WinogradConvolution self = this;
            var job = new Job { X = x, Y = y, Added = added, Scratch = scratch, Nowhere = scratch + ((nint)parts * perPart), PerPart = perPart, Blocks = blocks, Parts = parts };
#pragma warning disable CS8500 // the reference is used only while this method runs
            job.Kernel = &self;
#pragma warning restore CS8500
            if (together) RunTogether(&job);
            else WorkerPool.Run(_threads, parts, &Part, &job);
        }
    }

    private int TransformParts => _threads == 1 ? 1 : _threads * 2;

    private (int First, int Count) BlockOf(Job* job, int block)
    {
        int first = (int)((long)Tiles * block / job->Blocks);
        return (first, (int)((long)Tiles * (block + 1) / job->Blocks) - first);
    }

    private static void Part(void* state, int part)
    {
        var job = (Job*)state;
#pragma warning disable CS8500
        WinogradConvolution kernel = *job->Kernel;
#pragma warning restore CS8500
        float* patches = job->Scratch + ((nint)part * job->PerPart), nowhere = job->Nowhere + ((nint)part * kernel._outputs);
        for (int block = (int)((long)job->Blocks * part / job->Parts); block < (int)((long)job->Blocks * (part + 1) / job->Parts); block++)
        {
            (int first, int count) = kernel.BlockOf(job, block);
            kernel.Take(job->X, patches, first, 0, count);
            kernel.Multiply(patches, count, threads: 1);
            kernel.Give(job->Y, job->Added, patches, nowhere, first, count, 0, count);
        }
    }

    /// <summary>Block by block: tiles are dealt out where they are transformed, products where they are multiplied.</summary>
    private void RunTogether(Job* job)
    {
        for (int block = 0; block < job->Blocks; block++)
        {
            (job->First, job->Count) = BlockOf(job, block);
            job->Parts = Math.Min(TransformParts, job->Count);
            WorkerPool.Run(_threads, job->Parts, &TakePart, job);
            Multiply(job->Scratch, job->Count, _threads);
            WorkerPool.Run(_threads, job->Parts, &GivePart, job);
        }
    }

    private static void TakePart(void* state, int part)
    {
        var job = (Job*)state;
#pragma warning disable CS8500
        WinogradConvolution kernel = *job->Kernel;
#pragma warning restore CS8500
        kernel.Take(job->X, job->Scratch, job->First, job->Count * part / job->Parts, job->Count * (part + 1) / job->Parts);
    }

    private static void GivePart(void* state, int part)
    {
        var job = (Job*)state;
#pragma warning disable CS8500
        WinogradConvolution kernel = *job->Kernel;
#pragma warning restore CS8500
        kernel.Give(job->Y, job->Added, job->Scratch, job->Nowhere + ((nint)part * kernel._outputs), job->First, job->Count, job->Count * part / job->Parts, job->Count * (part + 1) / job->Parts);
    }

    private void Multiply(float* patches, int count, int threads)
    {
        float* sums = patches + ((nint)count * WinogradTile.Products * _inputs);
        int rowBytes = WinogradTile.Products * _inputs * sizeof(float);
        var rows = new PlainRows((byte*)patches, rowBytes, _inputs * sizeof(float));
        DenseRun.Run(_weights, rows, new FloatSink(sums, (nint)WinogradTile.Products * _outputs, Activation.None), count, rowBytes, threads);
    }

    /// <summary>Transforms the patches of some tiles of a block.</summary>
    private void Take(float* x, float* patches, int first, int from, int to)
    {
        if (Vector512.IsHardwareAccelerated) Take<Vector512<float>, FloatLanes512>(x, patches, first, from, to);
        else if (Vector256.IsHardwareAccelerated) Take<Vector256<float>, FloatLanes256>(x, patches, first, from, to);
        else Take<Vector128<float>, FloatLanes128>(x, patches, first, from, to);
    }

    private void Take<TVector, TLanes>(float* x, float* patches, int first, int from, int to) where TVector : unmanaged where TLanes : IFloatLanes<TVector>
    {
        float** places = stackalloc float*[WinogradTile.Products];
        for (int t = from; t < to; t++)
        {
            Read(places, x, first + t);
            InputTransform.Run<TVector, TLanes>(places, patches + ((nint)t * WinogradTile.Products * _inputs), _inputs);
        }
    }

    /// <summary>Transforms the sums of some tiles of a block back.</summary>
    private void Give(float* y, float* added, float* patches, float* nowhere, int first, int count, int from, int to)
    {
        float* sums = patches + ((nint)count * WinogradTile.Products * _inputs);
        if (Vector512.IsHardwareAccelerated) Give<Vector512<float>, FloatLanes512>(y, added, sums, nowhere, first, from, to);
        else if (Vector256.IsHardwareAccelerated) Give<Vector256<float>, FloatLanes256>(y, added, sums, nowhere, first, from, to);
        else Give<Vector128<float>, FloatLanes128>(y, added, sums, nowhere, first, from, to);
    }

    private void Give<TVector, TLanes>(float* y, float* added, float* sums, float* nowhere, int first, int from, int to) where TVector : unmanaged where TLanes : IFloatLanes<TVector>
    {
        float** places = stackalloc float*[WinogradTile.Products], others = stackalloc float*[WinogradTile.Products];
        FloatClamp clamp = FloatClamp.Of(_activation);
        (float low, float high) = clamp.IsNeeded ? (clamp.Low, clamp.High) : (float.NegativeInfinity, float.PositiveInfinity);
        for (int t = from; t < to; t++)
        {
            Write(places, y, _outputStride, first + t, nowhere);
            // Beyond the edge anything will do.
            if (added != null) Write(others, added, _outputs, first + t, nowhere);
            OutputTransform.Run<TVector, TLanes>(sums + ((nint)t * WinogradTile.Products * _outputs), places, added == null ? null : others, (float*)_bias.Pointer, _outputs, low, high);
            if (clamp.IsComplete) continue;
            for (int i = 0; i < WinogradTile.Results * WinogradTile.Results; i++)
                if (places[i] != nowhere) FloatActivation.Apply(_activation, places[i], _outputs);
        }
    }

    /// <summary>The places that a tile needs; those outside of the input are 0.</summary>
    private void Read(float** places, float* x, int tile)
    {
        int left = (tile % TilesX * WinogradTile.Results) - _w.Before, top = (tile / TilesX % TilesY * WinogradTile.Results) - _h.Before, n = tile / TilesX / TilesY;
        for (int i = 0; i < WinogradTile.Patch; i++)
        {
            float* row = x + ((((nint)n * _h.Input) + top + i) * _w.Input * _inputs);
            for (int j = 0; j < WinogradTile.Patch; j++)
                *places++ = _h.Contains(top + i) && _w.Contains(left + j) ? row + ((nint)(left + j) * _inputs) : (float*)_nothing.Pointer;
        }
    }

    private void Write(float** places, float* y, nint stride, int tile, float* nowhere)
    {
        int left = tile % TilesX * WinogradTile.Results, top = tile / TilesX % TilesY * WinogradTile.Results, n = tile / TilesX / TilesY;
        for (int i = 0; i < WinogradTile.Results; i++)
            for (int j = 0; j < WinogradTile.Results; j++)
                *places++ = top + i < _h.Output && left + j < _w.Output ? y + ((((((nint)n * _h.Output) + top + i) * _w.Output) + left + j) * stride) : nowhere;
    }

    private struct Job
    {
#pragma warning disable CS8500
        public WinogradConvolution* Kernel;
#pragma warning restore CS8500
        public float* X;
        public float* Y;
        public float* Added;
        public float* Scratch;
        public float* Nowhere;
        public int PerPart;
        public int Blocks;
        public int Parts;
        public int First;
        public int Count;
    }
}

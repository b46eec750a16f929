using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Amx;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Threading;

namespace NnBridge.Backends.Cpu.Simd.Pairs;

/// <summary>Rows of floats times constant weights, both as floats of 16 bits.</summary>
internal sealed unsafe class PairProduct : IDivisible
{
    private readonly PairMethod _method;
    private readonly DenseWeights? _weights;
    private readonly AmxWeights? _amx;
    private readonly int _channels;
    private readonly long _places;
    private readonly int _threads;
    private readonly int _parts;

    private PairProduct(PairMethod method, DenseWeights? weights, AmxWeights? amx, int channels, long elements, int threads)
    {
        (_method, _weights, _amx, _channels, _threads) = (method, weights, amx, channels, threads);
        _places = elements / channels;
        _parts = Division.Parts(threads, elements * (sizeof(float) + ElementBytes), _places);
    }

    /// <summary>Bytes of an operand.</summary>
    public int ElementBytes => _method.Planes * sizeof(ushort);

    /// <param name="method">How products are computed.</param>
    /// <param name="groups">Groups of columns.</param>
    /// <param name="columns">Columns per group.</param>
    /// <param name="taps">Parts of a row.</param>
    /// <param name="channels">Elements of a part; even.</param>
    /// <param name="floats">The weights.</param>
    /// <param name="elements">Activations: whole parts.</param>
    /// <param name="threads">Threads that may be used.</param>
    public static PairProduct Of<TUnits>(PairMethod method, int groups, int columns, int taps, int channels, TUnits floats, long elements, int threads) where TUnits : IWeightUnits
    {
        PairedUnits<TUnits> upper = new(floats, lower: false), lower = new(floats, lower: true);
        DenseWeights? weights = method.Tiles is { } tiles ? DenseWeights.Pack(tiles, groups, columns, taps, channels / 2, FloatConvolution.BlockUnits, upper) : null;
        AmxWeights? amx = method.Amx is not { } kernels ? null
            : kernels.Planes == 1 ? AmxWeights.Pack(groups, columns, taps, channels / 2, upper)
            : AmxWeights.Pack(groups, columns, taps, channels / 2, upper, lower);
        return new PairProduct(method, weights, amx, channels, elements, threads);
    }

    /// <summary>Values that the sums of a group's columns begin with.</summary>
    public Span<float> Start(int group) => _amx is null ? _weights!.Start<float>(group) : _amx.Start<float>(group);

    /// <summary>Rounds activations: of each part all upper halves, then all lower ones where there are such.</summary>
    /// <param name="x">Activations.</param>
    /// <param name="to">Receives <see cref="ElementBytes"/> for each.</param>
    public void Convert(float* x, byte* to) => Division.Run(this, _threads, _parts, (byte*)x, null, to);

    public void Part(byte* a, byte* b, byte* y, int part, int parts)
    {
        nint first = (nint)Division.Start(_places, part, parts), last = (nint)Division.Start(_places, part + 1, parts);
        float* x = (float*)a + (first * _channels);
        var to = (ushort*)(y + (first * _channels * ElementBytes));
        if (_method.Planes == 1)
        {
            PairRounding.Round(x, to, (last - first) * _channels);
            return;
        }

        for (nint place = first; place < last; place++, x += _channels, to += 2 * _channels) PairRounding.Split(x, to, to + _channels, _channels);
    }

    /// <param name="rows">Rows of converted activations.</param>
    /// <param name="sink">Takes sums.</param>
    /// <param name="count">Rows.</param>
    /// <param name="rowBytes">Bytes of activations that a row adds.</param>
    /// <param name="memory">Temporary memory.</param>
    public void Run<TRows>(TRows rows, FloatSink sink, int count, int rowBytes, Scratch memory) where TRows : unmanaged, IRowSource
    {
        if (_method.Amx is { } kernels && _amx is not null) AmxRun.Run(kernels, _amx, rows, sink, count, flip: 0, _threads, memory);
        else if (_weights is not null) DenseRun.Run(_weights, rows, sink, count, rowBytes, _threads);
    }
}

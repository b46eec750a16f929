using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Rows of 8-bit integers times packed weights, brought to stored results.</summary>
internal sealed unsafe class IntegerProduct
{
    private readonly IntegerWeights _weights;
    private readonly RequantTable? _table;
    private readonly StripSet? _strips;
    private readonly PackedBuffer? _factors;
    private readonly PackedBuffer? _finish;
    private readonly byte _flip;
    private readonly int _columns;
    private readonly int _outputStride;
    private readonly int _threads;

    /// <param name="signature">Operands: x, weights, bias.</param>
    /// <param name="layout">Sizes of the weights.</param>
    /// <param name="method">What multiplies.</param>
    /// <param name="requantizer">Makes results of 8 bits; null when the sums are the results.</param>
    public IntegerProduct(KernelSignature signature, IntegerLayout layout, IntegerMethod method, Requantizer? requantizer)
    {
        (_strips, _columns, _threads) = (method.Strips, layout.Groups * layout.Columns, signature.Threads);
        _outputStride = signature.RowStride(_columns);
        ElementType output = signature.Outputs[0].Type;
        _weights = IntegerWeights.Pack(signature, layout, signature.Input(0).Quantization!.ZeroPoint, method);
        _flip = (byte)(method.FlipsLater && signature.InputType(0) == ElementType.Int8 ? 128 : 0);
        if (requantizer is null) return;
        if (_strips is null)
        {
            _table = new RequantTable(requantizer, _columns, output);
            return;
        }

        DenseWeights packed = _weights.Packed;
        var factors = new float[layout.Groups * packed.PaddedColumns];
        for (int c = 0; c < _columns; c++) factors[(c / layout.Columns * packed.PaddedColumns) + packed.PlaceOf(c % layout.Columns)] = requantizer.FloatFactor(c);
        _factors = PackedBuffer.Of<float>(factors);
        _finish = new PackedBuffer(sizeof(StripFinish));
        ((StripFinish*)_finish.Pointer)->Set(requantizer.ZeroPoint, requantizer.Range, output == ElementType.Int8);
    }

    /// <param name="rows">Rows of activations.</param>
    /// <param name="count">Rows.</param>
    /// <param name="rowBytes">Bytes of activations that a row adds.</param>
    /// <param name="output">Receives results.</param>
    /// <param name="memory">Temporary memory.</param>
    public void Run<TRows>(TRows rows, int count, int rowBytes, byte* output, Scratch memory) where TRows : unmanaged, IRowSource
    {
        if (_strips is not null && _factors is not null && _finish is not null)
        {
            StripRun.Run(_strips, _weights.Packed, rows, new StripSink((nint)output, _outputStride, (nint)_factors.Pointer, (nint)_finish.Pointer), count, rowBytes, _threads);
            return;
        }

        RequantTable? table = _table;
#pragma warning disable CS8500 // the table outlives the run
        _weights.Run(rows, new IntegerSink(&table, output, _outputStride, _weights.ZeroPoints), count, rowBytes, _flip, _threads, memory);
#pragma warning restore CS8500
    }
}

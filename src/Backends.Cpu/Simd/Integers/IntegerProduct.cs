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
    private readonly int _columns;
    private readonly int _outputStride;
    private readonly int _threads;

    /// <param name="signature">Operands: x, weights, bias.</param>
    /// <param name="layout">Sizes of the weights.</param>
    /// <param name="strips">From <see cref="FindStrips"/>.</param>
    /// <param name="requantizer">Makes results of 8 bits; null when the sums are the results.</param>
    public IntegerProduct(KernelSignature signature, IntegerLayout layout, StripSet? strips, Requantizer? requantizer)
    {
        (_strips, _columns, _threads) = (strips, layout.Groups * layout.Columns, signature.Threads);
        _outputStride = signature.OutputStride > 0 ? signature.OutputStride : _columns;
        ElementType output = signature.Outputs[0].Type;
        _weights = IntegerWeights.Pack(signature, layout, signature.Input(0).Quantization!.ZeroPoint, interleaves: strips is not null);
        if (requantizer is null) return;
        if (strips is null)
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

    /// <summary>Kernels that bring sums to 8 bits themselves; null where rounding or zero points need more than they do.</summary>
    /// <param name="signature">Operands: x, weights, bias.</param>
    /// <param name="requantizer">Makes results of 8 bits; null when the sums are the results.</param>
    /// <param name="columns">Output channels.</param>
    public static StripSet? FindStrips(KernelSignature signature, Requantizer? requantizer, int columns)
    {
        if (requantizer is not { Rule: Requantization.Float } || IntegerWeights.ShiftOf(Constants.Of(signature, 1)) is null) return null;
        // A factor below 1 keeps scaled sums within 32 bits.
        for (int c = 0; c < columns; c++) if (!(MathF.Abs(requantizer.FloatFactor(c)) < 1)) return null;
        return signature.Integers.Strips(signature.InputType(0) == ElementType.Int8);
    }

    /// <param name="rows">Rows of activations.</param>
    /// <param name="count">Rows.</param>
    /// <param name="rowBytes">Bytes of activations that a row adds.</param>
    /// <param name="output">Receives results.</param>
    public void Run<TRows>(TRows rows, int count, int rowBytes, byte* output) where TRows : unmanaged, IRowSource
    {
        if (_strips is not null && _factors is not null && _finish is not null)
        {
            StripRun.Run(_strips, _weights.Packed, rows, new StripSink((nint)output, _outputStride, (nint)_factors.Pointer, (nint)_finish.Pointer), count, rowBytes, _threads);
            return;
        }

        RequantTable? table = _table;
#pragma warning disable CS8500 // the table outlives the run
        DenseRun.Run(_weights.Packed, rows, new IntegerSink(&table, output, _outputStride, _weights.ZeroPoints), count, rowBytes, _threads);
#pragma warning restore CS8500
    }
}

using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Simd.Amx;
using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Packs integer weights, and folds zero points and bias into what sums begin with.</summary>
/// <remarks>
/// Where bytes are multiplied, activations are unsigned with a moved zero point: sum (x - zx)(w - zw) = sum x w - zx sum w - zw sum x + n zx zw.
/// The second and last term belong to a column, the third needs the sum of a row. Otherwise both are 16-bit integers without zero points.
/// </remarks>
internal sealed unsafe class IntegerWeights
{
    private readonly IntegerMethod _method;
    private readonly DenseWeights? _packed;
    private readonly AmxWeights? _amx;
    private readonly PackedBuffer? _zeroPoints;
    private readonly PackedBuffer _columnSums;

    private IntegerWeights(IntegerMethod method, DenseWeights? packed, AmxWeights? amx, PackedBuffer? zeroPoints, int[] columnSums)
    {
        (_method, _packed, _amx, _zeroPoints) = (method, packed, amx, zeroPoints);
        _columnSums = PackedBuffer.Of<int>(columnSums);
    }

    /// <summary>Weights for tiles.</summary>
    public DenseWeights Packed => _packed ?? throw new InvalidOperationException("weights are packed for the matrix unit");

    /// <summary>Zero point of each column's weights; null when all are 0.</summary>
    public int* ZeroPoints => _zeroPoints is null ? null : (int*)_zeroPoints.Pointer;

    /// <summary>Sum of each column's weights.</summary>
    public int* ColumnSums => (int*)_columnSums.Pointer;

    /// <param name="signature">Operands: x, weights, bias.</param>
    /// <param name="layout">Sizes and strides of the weights.</param>
    /// <param name="activationZeroPoint">Zero point of x.</param>
    /// <param name="method">What will multiply.</param>
    public static IntegerWeights Pack(KernelSignature signature, IntegerLayout layout, int activationZeroPoint, IntegerMethod method)
    {
        Tensor constant = Constants.Of(signature, 1);
        bool bytes = layout.Tiles.UsesBytes;
        int moved = bytes ? ShiftOf(constant) ?? (constant.Info.Type.IsSignedInteger() ? 0 : 128) : 0, zeroX = bytes ? MovedZeroPoint(signature.InputType(0), activationZeroPoint) : 0;
        int columns = layout.Groups * layout.Columns;
        var zeroPoints = new int[columns];
        if (constant.Info.Quantization is { } q)
            for (int c = 0; c < columns; c++) zeroPoints[c] = q.ZeroPointOf(q.Scales.Count == 1 ? 0 : c) - moved;
        var columnSums = new int[columns];
        DenseWeights? packed;
        AmxWeights? amx;
        if (bytes && moved == 0 && constant.Info.Type == ElementType.Int8 && layout.Step == 1)
        {
            fixed (byte* stored = TensorBuffer.OfConstant(constant).Bytes.Span)
            {
                for (int column = 0; column < columns; column++) columnSums[column] = ByteSums.Signed(stored + ((nint)column * layout.Depth), layout.Depth);
                (packed, amx) = Pack(new ByteUnits(stored, layout), layout, method);
            }
        }
        else
        {
            var values = new short[constant.Info.ElementCount];
            StoredIntegers.ReadNarrow(TensorBuffer.OfConstant(constant), values);
            for (int column = 0; column < columns; column++)
            {
                int at = layout.Index(column / layout.Columns, column % layout.Columns, 0), zero = moved + (bytes ? 0 : zeroPoints[column]);
                columnSums[column] = Shift(values, at, layout.Step, layout.Depth, zero);
            }

            (packed, amx) = Pack(new IntegerUnits(values, layout), layout, method);
        }

        for (int g = 0; g < layout.Groups; g++)
        {
            Span<int> start = amx is null ? packed!.Start<int>(g) : amx.Start<int>(g);
            for (int c = 0; c < layout.Columns; c++)
            {
                int column = (g * layout.Columns) + c;
                long bias = signature.Has(2) && layout.HasBias ? StoredIntegers.At(TensorBuffer.OfConstant(Constants.Of(signature, 2)), column) : 0;
                if (bytes) bias += (-zeroX * (long)columnSums[column]) + ((long)layout.Depth * zeroX * zeroPoints[column]);
                start[packed?.PlaceOf(c) ?? c] = unchecked((int)bias);
            }
        }

        bool needsRows = bytes && Array.Exists(zeroPoints, z => z != 0);
        return new IntegerWeights(method, packed, amx, needsRows ? PackedBuffer.Of<int>(zeroPoints) : null, columnSums);
    }

    /// <summary>One of both.</summary>
    private static (DenseWeights? Packed, AmxWeights? Amx) Pack<TUnits>(TUnits units, IntegerLayout layout, IntegerMethod method) where TUnits : IWeightUnits
    {
        if (method.Amx is not null) return (null, AmxWeights.Pack(layout.Groups, layout.Columns, layout.Taps, layout.Units, units));
        TileSet tiles = layout.Tiles.For(layout.Taps * layout.Units);
        return (DenseWeights.Pack(tiles, layout.Groups, layout.Columns, layout.Taps, layout.Units, int.MaxValue, units, interleaves: method.Strips is not null), null);
    }

    /// <summary>Takes a zero point off the weights of a column, and adds what is left.</summary>
    private static int Shift(short[] values, int first, int step, int count, int zero)
    {
        int sum = 0;
        if (step == 1 && zero == 0)
            foreach (short value in values.AsSpan(first, count)) sum += value;
        else
            for (int d = 0, at = first; d < count; d++, at += step) sum += values[at] = (short)(values[at] - zero);
        return sum;
    }

    /// <summary>Multiplies rows and hands sums on.</summary>
    /// <param name="rows">Rows of activations.</param>
    /// <param name="sink">Takes sums.</param>
    /// <param name="count">Rows.</param>
    /// <param name="rowBytes">Bytes of activations that a row adds.</param>
    /// <param name="flip">Bits to turn around in every byte, where <see cref="IntegerMethod.FlipsLater"/>.</param>
    /// <param name="threads">Threads that may be used.</param>
    /// <param name="memory">Temporary memory.</param>
    public void Run<TRows, TSink>(TRows rows, TSink sink, int count, long rowBytes, byte flip, int threads, Scratch memory) where TRows : unmanaged, IRowSource where TSink : unmanaged, ITileSink
    {
        if (_method.Amx is { } kernels && _amx is not null) AmxRun.Run(kernels, _amx, rows, sink, count, flip, threads, memory);
        else DenseRun.Run(Packed, rows, sink, count, rowBytes, threads);
    }

    /// <summary>A zero point that all columns share and that can be taken off weights in advance, because what is left are signed bytes; null when there is none.</summary>
    public static int? ShiftOf(Tensor weights)
    {
        if (weights.Info.Quantization is not { } q) return weights.Info.Type.IsSignedInteger() ? 0 : null;
        int zero = q.ZeroPoints[0];
        if (q.ZeroPoints.Any(z => z != zero)) return null;
        if (zero == 0 && weights.Info.Type.IsSignedInteger()) return 0;
        var stored = new int[weights.Info.ElementCount];
        StoredIntegers.Read(TensorBuffer.OfConstant(weights), stored);
        return Array.TrueForAll(stored, v => v - zero is >= sbyte.MinValue and <= sbyte.MaxValue) ? zero : null;
    }

    /// <summary>The zero point of activations once they are unsigned bytes; floats are quantized to signed ones.</summary>
    public static int MovedZeroPoint(ElementType type, int zeroPoint) => type != ElementType.UInt8 ? zeroPoint + 128 : zeroPoint;
}

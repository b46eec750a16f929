using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Packs integer weights, and folds zero points and bias into what sums begin with.</summary>
/// <remarks>
/// Where bytes are multiplied, activations are unsigned with a moved zero point: sum (x - zx)(w - zw) = sum x w - zx sum w - zw sum x + n zx zw.
/// The second and last term belong to a column, the third needs the sum of a row. Otherwise both are 16-bit integers without zero points.
/// </remarks>
internal sealed unsafe class IntegerWeights
{
    private readonly PackedBuffer? _zeroPoints;

    private readonly PackedBuffer _columnSums;

    private IntegerWeights(DenseWeights weights, PackedBuffer? zeroPoints, int[] columnSums)
    {
        (Packed, _zeroPoints) = (weights, zeroPoints);
        _columnSums = PackedBuffer.Of<int>(columnSums);
    }

    public DenseWeights Packed { get; }

    /// <summary>Zero point of each column's weights; null when all are 0.</summary>
    public int* ZeroPoints => _zeroPoints is null ? null : (int*)_zeroPoints.Pointer;

    /// <summary>Sum of each column's weights.</summary>
    public int* ColumnSums => (int*)_columnSums.Pointer;

    /// <param name="signature">Operands: x, weights, bias.</param>
    /// <param name="layout">Sizes and strides of the weights.</param>
    /// <param name="activationZeroPoint">Zero point of x.</param>
    /// <param name="interleaves">Whether columns are in the order of <see cref="StripJob"/>.</param>
    public static IntegerWeights Pack(KernelSignature signature, IntegerLayout layout, int activationZeroPoint, bool interleaves = false)
    {
        Tensor constant = Constants.Of(signature, 1);
        var stored = new int[constant.Info.ElementCount];
        StoredIntegers.Read(TensorBuffer.OfConstant(constant), stored);
        bool bytes = layout.Tiles.UsesBytes;
        int moved = bytes ? ShiftOf(constant) ?? (constant.Info.Type.IsSignedInteger() ? 0 : 128) : 0, zeroX = bytes ? MovedZeroPoint(signature.InputType(0), activationZeroPoint) : 0;
        int columns = layout.Groups * layout.Columns;
        var zeroPoints = new int[columns];
        if (constant.Info.Quantization is { } q)
            for (int c = 0; c < columns; c++) zeroPoints[c] = q.ZeroPointOf(q.Scales.Count == 1 ? 0 : c) - moved;
        var values = new short[constant.Info.ElementCount];
        var columnSums = new int[columns];
        for (int column = 0; column < columns; column++)
        {
            int at = layout.Index(column / layout.Columns, column % layout.Columns, 0), step = layout.Step, zero = moved + (bytes ? 0 : zeroPoints[column]), sum = 0;
            for (int d = 0; d < layout.Depth; d++, at += step) sum += values[at] = (short)(stored[at] - zero);
            columnSums[column] = sum;
        }

        var packed = DenseWeights.Pack(layout.Tiles.For(layout.Taps * layout.Units), layout.Groups, layout.Columns, layout.Taps, layout.Units, int.MaxValue, new IntegerUnits(values, layout), interleaves);
        for (int g = 0; g < layout.Groups; g++)
        {
            Span<int> start = packed.Start<int>(g);
            for (int c = 0; c < layout.Columns; c++)
            {
                int column = (g * layout.Columns) + c;
                long bias = signature.Has(2) && layout.HasBias ? StoredIntegers.At(TensorBuffer.OfConstant(Constants.Of(signature, 2)), column) : 0;
                if (bytes) bias += (-zeroX * (long)columnSums[column]) + ((long)layout.Depth * zeroX * zeroPoints[column]);
                start[packed.PlaceOf(c)] = unchecked((int)bias);
            }
        }

        bool needsRows = bytes && Array.Exists(zeroPoints, z => z != 0);
        return new IntegerWeights(packed, needsRows ? PackedBuffer.Of<int>(zeroPoints) : null, columnSums);
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

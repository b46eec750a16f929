using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Simd.Amx;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>What computes a product of integers: the matrix unit, strips of tiles, or, when both are missing, tiles one by one.</summary>
/// <param name="Amx">Kernels of the matrix unit.</param>
/// <param name="Strips">Kernels that bring sums to 8 bits themselves.</param>
/// <param name="FlipsLater">Whether signed activations are made unsigned while they are multiplied, not before.</param>
internal sealed record IntegerMethod(AmxKernels? Amx, StripSet? Strips, bool FlipsLater)
{
    /// <param name="signature">Operands: x, weights, bias.</param>
    /// <param name="layout">Sizes of the weights.</param>
    /// <param name="rows">Rows of activations.</param>
    /// <param name="requantizer">Makes results of 8 bits; null when something else does, or the sums are the results.</param>
    public static IntegerMethod Find(KernelSignature signature, IntegerLayout layout, long rows, Requantizer? requantizer)
    {
        AmxKernels? amx = layout.Tiles.UsesBytes && AmxRun.Suits(rows, layout.Columns, layout.Depth) ? signature.Amx?.Find(AmxKind.Bytes) : null;
        // Sums of rows, which weights with zero points of their own need, are those of unsigned bytes.
        if (amx is not null) return new IntegerMethod(amx, null, HasOneZeroPoint(signature));
        StripSet? strips = FindStrips(signature, requantizer, layout.Groups * layout.Columns);
        return new IntegerMethod(null, strips, strips is not null);
    }

    /// <summary>Kernels that bring sums to 8 bits themselves; null where rounding or zero points need more than they do.</summary>
    /// <param name="signature">Operands: x, weights, bias.</param>
    /// <param name="requantizer">Makes results of 8 bits; null when something else does, or the sums are the results.</param>
    /// <param name="columns">Output channels.</param>
    public static StripSet? FindStrips(KernelSignature signature, Requantizer? requantizer, int columns)
    {
        if (requantizer is not { Rule: Requantization.Float } || !HasOneZeroPoint(signature)) return null;
        // A factor below 1 keeps scaled sums within 32 bits.
        for (int c = 0; c < columns; c++) if (!(MathF.Abs(requantizer.FloatFactor(c)) < 1)) return null;
        return signature.Integers.Strips(signature.InputType(0) == ElementType.Int8);
    }

    private static bool HasOneZeroPoint(KernelSignature signature) => IntegerWeights.ShiftOf(Constants.Of(signature, 1)) is not null;
}

using NnBridge.Backends.Cpu.Simd.Emit;
using NnBridge.Backends.Cpu.Simd.Pairs;

namespace NnBridge.Backends.Cpu.Simd.Amx;

/// <summary>Compares kernels with plain code, on numbers whose sums are exact in every order.</summary>
internal static unsafe class AmxCheck
{
    private const int Depth = 3;
    private const int Blocks = 2;
    private const int Units = Depth * AmxJob.TileUnits;

    /// <summary>Whether every kernel computes what it should, with all rows and with some.</summary>
    public static bool Passes(AmxKernels kernels)
    {
        for (int columns = 1; columns <= 2; columns++)
            foreach (int rows in (ReadOnlySpan<int>)[1, 7, 16, 17, 28, 32])
                if (!Passes(kernels, rows, columns)) return false;
        return true;
    }

    private static bool Passes(AmxKernels kernels, int rows, int columnTiles)
    {
        int rowTiles = rows > AmxJob.TileRows ? 2 : 1, columns = columnTiles * AmxJob.TileRows, planes = kernels.Planes;
        uint[] x = Operands(kernels.Kind, Blocks * rows * Units * planes, 1), w = Operands(kernels.Kind, columns * Units * planes, 5);
        uint[] packedX = GC.AllocateArray<uint>(Blocks * Depth * planes * rowTiles * AmxJob.TileBytes / sizeof(uint), pinned: true), packedW = GC.AllocateArray<uint>(Depth * planes * columnTiles * AmxJob.TileBytes / sizeof(uint), pinned: true);
        for (int unit = 0; unit < Units; unit++)
            for (int plane = 0; plane < planes; plane++)
            {
                int step = unit / AmxJob.TileUnits, within = unit % AmxJob.TileUnits, at = (unit * planes) + plane;
                for (int r = 0; r < Blocks * rows; r++)
                    packedX[(((((((r / rows) * Depth) + step) * planes) + plane) * rowTiles * AmxJob.TileRows) + (r % rows)) * AmxJob.TileUnits + within] = x[(r * Units * planes) + at];
                for (int c = 0; c < columns; c++)
                    packedW[((((((step * planes) + plane) * columnTiles) + (c / AmxJob.TileRows)) * AmxJob.TileUnits) + within) * AmxJob.TileRows + (c % AmxJob.TileRows)] = w[(c * Units * planes) + at];
            }

        var start = new int[columns];
        for (int c = 0; c < columns; c++) start[c] = kernels.Kind == AmxKind.Bytes ? (c * 7919) - 65536 : BitConverter.SingleToInt32Bits(c - 8);
        var sums = new int[2 * Blocks * AmxJob.MaxRows * AmxJob.TileRows];
        fixed (uint* px = packedX)
        fixed (uint* pw = packedW)
        fixed (int* s = start)
        fixed (int* to = sums)
        {
            var job = new AmxJob { Rows = (byte*)px, Weights = (byte*)pw, Start = (byte*)s, Sums = (byte*)to, ColumnSums = Blocks * AmxJob.MaxRows * AmxJob.RowBytes, Blocks = Blocks, Depth = Depth };
            job.SetRows(rows);
            kernels.Run(rowTiles, columnTiles, &job);
        }

        for (int r = 0; r < Blocks * rows; r++)
            for (int c = 0; c < columns; c++)
            {
                int actual = sums[(c / AmxJob.TileRows * Blocks * AmxJob.MaxRows * AmxJob.TileRows) + (r * AmxJob.TileRows) + (c % AmxJob.TileRows)];
                if (actual != Expected(kernels.Kind, x.AsSpan(r * Units * planes, Units * planes), w.AsSpan(c * Units * planes, Units * planes), start[c])) return false;
            }

        return true;
    }

    /// <summary>Bytes that need every bit; small whole numbers as floats of 16 bits, so that no sum is rounded.</summary>
    private static uint[] Operands(AmxKind kind, int count, int seed)
    {
        var operands = new uint[count];
        byte[] bytes = TileCheck.Numbers((count + seed) * sizeof(uint));
        for (int i = 0; i < count; i++)
            operands[i] = kind == AmxKind.Bytes ? BitConverter.ToUInt32(bytes, (i + seed) * sizeof(uint))
                : PairRounding.Round(((i * 7) + seed) % 15 - 7) | (PairRounding.Round((i * 5 + seed) % 13 - 6) << 16);
        return operands;
    }

    /// <summary>The same in plain code.</summary>
    private static int Expected(AmxKind kind, ReadOnlySpan<uint> x, ReadOnlySpan<uint> w, int start)
    {
        if (kind == AmxKind.Bytes)
        {
            int sum = start;
            for (int i = 0; i < x.Length; i++)
                for (int shift = 0; shift < 32; shift += 8) sum += (byte)(x[i] >> shift) * (sbyte)(w[i] >> shift);
            return sum;
        }

        float total = BitConverter.Int32BitsToSingle(start);
        int planes = kind == AmxKind.SplitPairs ? 2 : 1;
        for (int i = 0; i < x.Length; i += planes)
        {
            total += Dot(x[i], w[i]);
            if (planes == 2) total += Dot(x[i], w[i + 1]) + Dot(x[i + 1], w[i]) + Dot(x[i + 1], w[i + 1]);
        }

        return BitConverter.SingleToInt32Bits(total);
    }

    private static float Dot(uint a, uint b) => (Upper(a) * Upper(b)) + (Upper(a << 16) * Upper(b << 16));

    private static float Upper(uint bits) => BitConverter.UInt32BitsToSingle(bits & 0xFFFF0000);
}

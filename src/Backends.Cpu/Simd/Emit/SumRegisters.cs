namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Which registers hold the sums of a tile: first those from 16 on, which no convention preserves.</summary>
/// <param name="Columns">Vectors of columns.</param>
/// <param name="FirstLow">First register below 16 that may hold a sum.</param>
internal readonly record struct SumRegisters(int Columns, int FirstLow)
{
    private const int High = 16;

    /// <summary>Register of a sum.</summary>
    public Zmm At(int row, int column)
    {
        int index = (row * Columns) + column;
        return new Zmm(index < High ? High + index : FirstLow + index - High);
    }

    /// <summary>Vector registers from 0 that a tile of so many rows changes, besides those from 16.</summary>
    public int LowVectors(int rows) => FirstLow + Math.Max(0, (rows * Columns) - High);
}

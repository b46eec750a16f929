using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Writes the inner loop of a tile of unsigned by signed bytes for AVX-512 VNNI.</summary>
/// <remarks>
/// All sums stay in registers; each unit of activations is broadcast once for all columns. Expects what <see cref="Table"/>,
/// <see cref="Taps"/>, <see cref="TapBytes"/> and <see cref="Weights"/> name; moves the table and the weights on.
/// </remarks>
/// <param name="code">Receives it.</param>
/// <param name="rows">Rows of the tile.</param>
/// <param name="columns">Vectors of columns.</param>
/// <param name="sign">Register with the sign bit of every byte: activations are signed, and their sign is turned around. Null for unsigned ones.</param>
/// <param name="ahead">Register with the address of weights to bring near (<see cref="TileJob.Ahead"/>), which moves on; null for none.</param>
internal sealed class DotLoop(Assembler code, int rows, int columns, Zmm? sign = null, Gpr? ahead = null)
{
    /// <summary>Bytes of a vector.</summary>
    public const int VectorBytes = 64;

    /// <summary>Row pointers <c>[taps][MaxRows]</c>.</summary>
    public const Gpr Table = Gpr.Rax;

    /// <summary>Number of taps; 0 afterwards.</summary>
    public const Gpr Taps = Gpr.Rcx;

    /// <summary>Bytes of a row in a tap.</summary>
    public const Gpr TapBytes = Gpr.Rdx;

    /// <summary>Packed weights.</summary>
    public const Gpr Weights = Gpr.R8;

    private const Gpr Unit = Gpr.R9;
    private const int AheadScale = TileJob.AheadBytes / sizeof(int);

    // Those that a caller wants back come last.
    private static readonly Gpr[] s_rows = [Gpr.R10, Gpr.Rsi, Gpr.Rdi, Gpr.Rbx, Gpr.Rbp, Gpr.R14];
    private static readonly Zmm s_activation = new(4);

    private readonly SumRegisters _sums = new(columns, s_activation.Number + 1);

    /// <summary>General-purpose registers that change.</summary>
    public Gpr[] Used => [Table, Taps, TapBytes, Weights, Unit, .. s_rows.AsSpan(0, rows)];

    /// <summary>Vector registers from 0 that change, besides those from 16.</summary>
    public int LowVectors => _sums.LowVectors(rows);

    /// <summary>Register of a sum.</summary>
    public Zmm Sum(int row, int column) => _sums.At(row, column);

    /// <summary>Writes the loop.</summary>
    public void Emit()
    {
        Label tap = new(), unit = new();
        code.Place(tap);
        for (int r = 0; r < rows; r++)
        {
            code.Load(s_rows[r], new Address(Table, r * sizeof(long)));
            code.Add(s_rows[r], TapBytes);
        }

        // Counts up to 0, so that one register is the distance and the condition.
        code.Move(Unit, TapBytes);
        code.Negate(Unit);
        if (ahead is { } end) code.LoadAddress(end, new Address(end, 0, TapBytes, AheadScale));
        code.Place(unit);
        if (ahead is { } near) code.Prefetch(new Address(near, 0, Unit, AheadScale));
        for (int c = 0; c < columns; c++) code.LoadVector(new Zmm(c), new Address(Weights, c * VectorBytes));
        for (int r = 0; r < rows; r++)
        {
            code.Broadcast(s_activation, new Address(s_rows[r], 0, Unit));
            if (sign is { } bits) code.Xor(s_activation, s_activation, bits);
            for (int c = 0; c < columns; c++) code.DotBytes(Sum(r, c), s_activation, new Zmm(c));
        }

        code.Add(Weights, columns * VectorBytes);
        code.Add(Unit, sizeof(int));
        code.JumpIfNotZero(unit);
        code.Add(Table, TileJob.MaxRows * sizeof(long));
        code.Decrement(Taps);
        code.JumpIfNotZero(tap);
    }
}

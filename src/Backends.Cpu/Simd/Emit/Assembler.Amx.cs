namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Instructions on tiles (AMX, three-byte VEX encoding), one form per method.</summary>
internal sealed partial class Assembler
{
    /// <summary><c>ldtilecfg m512</c>: says how many rows and bytes each tile has, and sets them to 0.</summary>
    public void LoadTileConfiguration(Address from)
    {
        Vex(Prefix.None, 0x49, 0, 0, from);
        Operand(0, from, 1);
    }

    /// <summary><c>tilerelease</c>: there are no tiles any more.</summary>
    public void ReleaseTiles() => Emit(0xC4, 0xE2, 0x78, 0x49, 0xC0);

    /// <summary><c>tileloadd tmm, [base + index]</c>: the index register is the distance between rows.</summary>
    public void LoadTile(Tmm to, Address from)
    {
        Vex(Prefix.PF2, 0x4B, to.Number, 0, Strided(from));
        Operand(to.Number, from, 1);
    }

    /// <summary><c>tilestored [base + index], tmm</c>.</summary>
    public void StoreTile(Address to, Tmm from)
    {
        Vex(Prefix.PF3, 0x4B, from.Number, 0, Strided(to));
        Operand(from.Number, to, 1);
    }

    /// <summary><c>tdpbusd tmm, tmm, tmm</c>: adds to each element four products of unsigned bytes of a row of a and signed bytes of b per row of b.</summary>
    public void DotTileBytes(Tmm sum, Tmm a, Tmm b) => DotTiles(Prefix.P66, 0x5E, sum, a, b);

    /// <summary><c>tdpbf16ps tmm, tmm, tmm</c>: the same with two products of floats of 16 bits.</summary>
    public void DotTilePairs(Tmm sum, Tmm a, Tmm b) => DotTiles(Prefix.PF3, 0x5C, sum, a, b);

    private void DotTiles(Prefix prefix, byte opcode, Tmm sum, Tmm a, Tmm b)
    {
        Vex(prefix, opcode, 0, b.Number, new Address(Gpr.Rax));
        Emit((byte)(0xC0 | (sum.Number << 3) | a.Number));
    }

    private static Address Strided(Address place) =>
        place.Index is null ? throw new ArgumentException("the rows of a tile have a distance, which is in an index register", nameof(place)) : place;

    /// <summary>Three bytes and the opcode, map 0F38. Bits that extend register numbers are stored inverted.</summary>
    private void Vex(Prefix prefix, byte opcode, int register, int second, Address place)
    {
        int x = place.Index is { } index ? High(index) : 0;
        Emit(
            0xC4,
            (byte)((((register >> 3 << 7) | (x << 6) | (High(place.Base) << 5)) ^ 0xE0) | (int)Map.Three38),
            (byte)((second << 3 ^ 0x78) | (int)prefix),
            opcode);
    }
}

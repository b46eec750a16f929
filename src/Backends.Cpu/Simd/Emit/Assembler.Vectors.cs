namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Instructions on vectors of 512 bits (EVEX encoding), one form per method.</summary>
internal sealed partial class Assembler
{
    /// <summary>Bytes that a displacement of 8 bits counts when a whole vector is in memory.</summary>
    private const int Whole = 64;

    /// <summary>The same when one lane is.</summary>
    private const int Lane = 4;

    /// <summary>One lane in memory stands for all.</summary>
    private const int Broadcasting = 0x10;

    /// <summary>Lanes that a mask leaves out become 0.</summary>
    private const int Zeroing = 0x80;

    /// <summary>Map of opcodes.</summary>
    private enum Map
    {
        Two = 1,
        Three38 = 2,
    }

    /// <summary>What older encodings write as a prefix.</summary>
    private enum Prefix
    {
        None,
        P66,
        PF3,
        PF2,
    }

    /// <summary><c>vmovdqu32 zmm, m512</c>.</summary>
    public void LoadVector(Zmm to, Address from) => Evex(Map.Two, Prefix.PF3, 0x6F, to, default, from, Whole);

    /// <summary><c>vmovdqu32 m512, zmm</c>.</summary>
    public void StoreVector(Address to, Zmm from) => Evex(Map.Two, Prefix.PF3, 0x7F, from, default, to, Whole);

    /// <summary><c>vmovdqu8 zmm{k}{z}, m512</c>: bytes whose bits are not set are 0 and not read.</summary>
    public void LoadMasked(Zmm to, int mask, Address from) => Evex(Map.Two, Prefix.PF2, 0x6F, to, default, from, Whole, mask | Zeroing);

    /// <summary><c>vmovdqu32 zmm{k}{z}, m512</c>: the same for lanes of 32 bits.</summary>
    public void LoadMasked32(Zmm to, int mask, Address from) => Evex(Map.Two, Prefix.PF3, 0x6F, to, default, from, Whole, mask | Zeroing);

    /// <summary><c>vmovdqu32 m512{k}, zmm</c>: stores the lanes whose bits are set; the others are not touched.</summary>
    public void StoreMasked32(Address to, int mask, Zmm from) => Evex(Map.Two, Prefix.PF3, 0x7F, from, default, to, Whole, mask);

    /// <summary><c>vfmadd231ps zmm, zmm, zmm</c>: sum + a * b, rounded once.</summary>
    public void MultiplyAdd(Zmm sum, Zmm a, Zmm b) => Evex(Map.Three38, Prefix.P66, 0xB8, sum, a, b);

    /// <summary><c>vfmadd231ps zmm, zmm, m32{1to16}</c>: one float in memory times all lanes.</summary>
    public void MultiplyAdd(Zmm sum, Zmm a, Address one) => Evex(Map.Three38, Prefix.P66, 0xB8, sum, a, one, Lane, Broadcasting);

    /// <summary><c>vdpbf16ps zmm, zmm, zmm</c>: adds to each lane two products of floats of 16 bits, the upper one first.</summary>
    public void DotPairs(Zmm sum, Zmm a, Zmm b) => Evex(Map.Three38, Prefix.PF3, 0x52, sum, a, b);

    /// <summary><c>vdpbf16ps zmm, zmm, m32{1to16}</c>: one pair in memory times all lanes.</summary>
    public void DotPairs(Zmm sum, Zmm a, Address one) => Evex(Map.Three38, Prefix.PF3, 0x52, sum, a, one, Lane, Broadcasting);

    /// <summary><c>vmaxps zmm, zmm, zmm</c>: b where one of both is not a number.</summary>
    public void Max(Zmm to, Zmm a, Zmm b) => Evex(Map.Two, Prefix.None, 0x5F, to, a, b);

    /// <summary><c>vminps zmm, zmm, zmm</c>: b where one of both is not a number.</summary>
    public void Min(Zmm to, Zmm a, Zmm b) => Evex(Map.Two, Prefix.None, 0x5D, to, a, b);

    /// <summary><c>vmovdqa32 zmm, zmm</c>.</summary>
    public void Move(Zmm to, Zmm from) => Evex(Map.Two, Prefix.P66, 0x6F, to, default, from);

    /// <summary><c>vpbroadcastd zmm, m32</c>.</summary>
    public void Broadcast(Zmm to, Address from) => Evex(Map.Three38, Prefix.P66, 0x58, to, default, from, Lane);

    /// <summary><c>vpdpbusd zmm, zmm, zmm</c>: adds to each lane four products of unsigned bytes of a and signed bytes of b.</summary>
    public void DotBytes(Zmm sum, Zmm a, Zmm b) => Evex(Map.Three38, Prefix.P66, 0x50, sum, a, b);

    /// <summary><c>vpdpbusd zmm, zmm, m512</c>.</summary>
    public void DotBytes(Zmm sum, Zmm a, Address b) => Evex(Map.Three38, Prefix.P66, 0x50, sum, a, b, Whole);

    /// <summary><c>vpunpcklbw zmm, zmm, zmm</c>: of each 128 bits the lower eight bytes of a and b in turns.</summary>
    public void UnpackLowBytes(Zmm to, Zmm a, Zmm b) => Evex(Map.Two, Prefix.P66, 0x60, to, a, b);

    /// <summary><c>vpunpckhbw zmm, zmm, zmm</c>: the upper eight bytes.</summary>
    public void UnpackHighBytes(Zmm to, Zmm a, Zmm b) => Evex(Map.Two, Prefix.P66, 0x68, to, a, b);

    /// <summary><c>vpunpcklwd zmm, zmm, zmm</c>: of each 128 bits the lower four words of a and b in turns.</summary>
    public void UnpackLowWords(Zmm to, Zmm a, Zmm b) => Evex(Map.Two, Prefix.P66, 0x61, to, a, b);

    /// <summary><c>vpunpckhwd zmm, zmm, zmm</c>: the upper four words.</summary>
    public void UnpackHighWords(Zmm to, Zmm a, Zmm b) => Evex(Map.Two, Prefix.P66, 0x69, to, a, b);

    /// <summary><c>vpxord zmm, zmm, zmm</c>.</summary>
    public void Xor(Zmm to, Zmm a, Zmm b) => Evex(Map.Two, Prefix.P66, 0xEF, to, a, b);

    /// <summary><c>vcvtdq2ps zmm, zmm</c>.</summary>
    public void ToFloats(Zmm to, Zmm from) => Evex(Map.Two, Prefix.None, 0x5B, to, default, from);

    /// <summary><c>vcvtps2dq zmm, zmm</c>: rounds half to even.</summary>
    public void ToIntegers(Zmm to, Zmm from) => Evex(Map.Two, Prefix.P66, 0x5B, to, default, from);

    /// <summary><c>vaddps zmm, zmm, zmm</c>.</summary>
    public void AddFloats(Zmm to, Zmm a, Zmm b) => Evex(Map.Two, Prefix.None, 0x58, to, a, b);

    /// <summary><c>vaddps zmm, zmm, m512</c>.</summary>
    public void AddFloats(Zmm to, Zmm a, Address b) => Evex(Map.Two, Prefix.None, 0x58, to, a, b, Whole);

    /// <summary><c>vmulps zmm, zmm, zmm</c>.</summary>
    public void Multiply(Zmm to, Zmm a, Zmm b) => Evex(Map.Two, Prefix.None, 0x59, to, a, b);

    /// <summary><c>vmulps zmm, zmm, m512</c>.</summary>
    public void Multiply(Zmm to, Zmm a, Address b) => Evex(Map.Two, Prefix.None, 0x59, to, a, b, Whole);

    /// <summary><c>vpackssdw zmm, zmm, zmm</c>: limits 32-bit integers to 16 bits; of each 128 bits four of a, then four of b.</summary>
    public void PackInt32(Zmm to, Zmm a, Zmm b) => Evex(Map.Two, Prefix.P66, 0x6B, to, a, b);

    /// <summary><c>vpackuswb zmm, zmm, zmm</c>: limits 16-bit integers to unsigned bytes; of each 128 bits eight of a, then eight of b.</summary>
    public void PackInt16(Zmm to, Zmm a, Zmm b) => Evex(Map.Two, Prefix.P66, 0x67, to, a, b);

    /// <summary><c>vpaddsw zmm, zmm, zmm</c>: 16-bit sums that do not wrap.</summary>
    public void AddInt16(Zmm to, Zmm a, Zmm b) => Evex(Map.Two, Prefix.P66, 0xED, to, a, b);

    /// <summary><c>vpmaxub zmm, zmm, zmm</c>.</summary>
    public void MaxBytes(Zmm to, Zmm a, Zmm b) => Evex(Map.Two, Prefix.P66, 0xDE, to, a, b);

    /// <summary><c>vpminub zmm, zmm, zmm</c>.</summary>
    public void MinBytes(Zmm to, Zmm a, Zmm b) => Evex(Map.Two, Prefix.P66, 0xDA, to, a, b);

    /// <summary><c>vpermb zmm{k}{z}, zmm, m512</c>: bytes of memory in the order of indices; those whose bits are not set are 0.</summary>
    public void PermuteBytes(Zmm to, int mask, Zmm order, Address from) => Evex(Map.Three38, Prefix.P66, 0x8D, to, order, from, Whole, mask | Zeroing);

    /// <summary><c>vpcompressd zmm{k}{z}, zmm</c>: puts the lanes whose bits are set side by side.</summary>
    public void Compress(Zmm to, int mask, Zmm from) => Evex(Map.Three38, Prefix.P66, 0x8B, from, default, to, mask | Zeroing);

    /// <summary><c>vmovdqu8 m512{k}, zmm</c>: stores the bytes whose bits are set; the others are not touched.</summary>
    public void StoreMasked(Address to, int mask, Zmm from) => Evex(Map.Two, Prefix.PF2, 0x7F, from, default, to, Whole, mask);

    /// <summary><c>kmovq k, r64</c>.</summary>
    public void SetMask(int mask, Gpr from)
    {
        // Three-byte VEX: inverted R, X, B and map 1; then W, inverted vvvv, L and prefix.
        Emit(0xC4, (byte)(0xE1 ^ (High(from) << 5)), 0xFB, 0x92, (byte)(0xC0 | (mask << 3) | Low(from)));
    }

    /// <summary><c>vzeroupper</c>: what runs next may use older encodings without waiting for upper halves.</summary>
    public void ZeroUpper() => Emit(0xC5, 0xF8, 0x77);

    private void Evex(Map map, Prefix prefix, byte opcode, Zmm register, Zmm second, Zmm other, int mask = 0)
    {
        EvexPrefix(map, prefix, register, second, other.Number >> 3 & 1, other.Number >> 4, mask);
        Emit(opcode, (byte)(0xC0 | (register.Number & 7) << 3 | (other.Number & 7)));
    }

    private void Evex(Map map, Prefix prefix, byte opcode, Zmm register, Zmm second, Address place, int unit, int mask = 0)
    {
        int index = place.Index is { } i ? High(i) : 0;
        EvexPrefix(map, prefix, register, second, High(place.Base), index, mask);
        Emit(opcode);
        Operand(register.Number & 7, place, unit);
    }

    /// <summary>The four bytes before the opcode. Bits that extend register numbers are stored inverted.</summary>
    private void EvexPrefix(Map map, Prefix prefix, Zmm register, Zmm second, int b, int x, int mask)
    {
        int r = register.Number >> 3 & 1, r2 = register.Number >> 4;
        Emit(
            0x62,
            (byte)((((r << 7) | (x << 6) | (b << 5) | (r2 << 4)) ^ 0xF0) | (int)map),
            (byte)(((second.Number & 15) << 3 ^ 0x78) | 4 | (int)prefix),
            (byte)(0x40 | ((second.Number >> 4) << 3 ^ 8) | mask));
    }
}

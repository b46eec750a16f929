using Iced.Intel;
using NnBridge.Backends.Cpu.Simd.Emit;
using Assembler = NnBridge.Backends.Cpu.Simd.Emit.Assembler;
using Label = NnBridge.Backends.Cpu.Simd.Emit.Label;

namespace NnBridge.Backends.Cpu.Tests.Emit;

/// <summary>What is written reads the same in a disassembler that knows nothing of us.</summary>
public sealed class AssemblerTests
{
    private static readonly Gpr[] s_registers = Enum.GetValues<Gpr>();
    private static readonly int[] s_vectors = [0, 7, 8, 15, 16, 23, 24, 31];
    private static readonly int[] s_displacements = [0, 1, 4, 16, 64, 100, 127, 128, -128, -129, -4, 4 * 127, 64 * 127, 64 * 128, -64 * 128, -64 * 129, 1 << 20];

    [Test]
    public void Moves_between_registers_and_memory()
    {
        ForAddresses((place, text) =>
            {
                Expect(a => a.Prefetch(place), $"prefetcht1 [{text}]");
                foreach (Gpr register in s_registers)
                {
                    Expect(a => a.Load(register, place), $"mov {Name(register)},[{text}]");
                    Expect(a => a.LoadInt32(register, place), $"movsxd {Name(register)},dword ptr [{text}]");
                    Expect(a => a.LoadAddress(register, place), $"lea {Name(register)},[{text}]");
                }
            });
    }

    [Test]
    public void Arithmetic_of_registers()
    {
        foreach (Gpr a in s_registers)
        {
            string x = Name(a);
            Expect(c => c.Push(a), $"push {x}");
            Expect(c => c.Pop(a), $"pop {x}");
            Expect(c => c.Negate(a), $"neg {x}");
            Expect(c => c.Decrement(a), $"dec {x}");
            Expect(c => c.ShiftLeft(a, 6), $"shl {x},6");
            Expect(c => c.Move(a, 1000), $"mov {x},3E8h");
            Expect(c => c.Add(a, 5), $"add {x},5");
            Expect(c => c.Add(a, -512), $"add {x},0FFFFFFFFFFFFFE00h");
            foreach (Gpr b in s_registers)
            {
                string y = Name(b);
                Expect(c => c.Move(a, b), $"mov {x},{y}");
                Expect(c => c.Add(a, b), $"add {x},{y}");
                Expect(c => c.Subtract(a, b), $"sub {x},{y}");
                Expect(c => c.Test(a, b), $"test {x},{y}");
            }
        }
    }

    [Test]
    public void Vectors_and_memory()
    {
        ForAddresses((place, text) =>
            {
                foreach (int v in s_vectors)
                {
                    Expect(a => a.LoadVector(new Zmm(v), place), $"vmovdqu32 zmm{v},[{text}]");
                    Expect(a => a.StoreVector(place, new Zmm(v)), $"vmovdqu32 [{text}],zmm{v}");
                    Expect(a => a.LoadMasked(new Zmm(v), 3, place), $"vmovdqu8 zmm{v}{{k3}}{{z}},[{text}]");
                    Expect(a => a.DotBytes(new Zmm(v), new Zmm(31 - v), place), $"vpdpbusd zmm{v},zmm{31 - v},[{text}]");
                    Expect(a => a.Multiply(new Zmm(v), new Zmm(31 - v), place), $"vmulps zmm{v},zmm{31 - v},[{text}]");
                    Expect(a => a.AddFloats(new Zmm(v), new Zmm(31 - v), place), $"vaddps zmm{v},zmm{31 - v},[{text}]");
                    Expect(a => a.DotPairs(new Zmm(v), new Zmm(31 - v), place), $"vdpbf16ps zmm{v},zmm{31 - v},dword bcst [{text}]");
                    Expect(a => a.PermuteBytes(new Zmm(v), 2, new Zmm(31 - v), place), $"vpermb zmm{v}{{k2}}{{z}},zmm{31 - v},[{text}]");
                    Expect(a => a.Broadcast(new Zmm(v), place), $"vpbroadcastd zmm{v},dword ptr [{text}]");
                    Expect(a => a.StoreMasked(place, 1, new Zmm(v)), $"vmovdqu8 [{text}]{{k1}},zmm{v}");
                }
            });
    }

    [Test]
    public void Tiles_and_memory()
    {
        ForAddresses((place, text) =>
            {
                Expect(a => a.LoadTileConfiguration(place), $"ldtilecfg [{text}]");
                for (int t = 0; place.Index is not null && t < 8; t++)
                {
                    Expect(a => a.LoadTile(new Tmm(t), place), $"tileloadd tmm{t},[{text}]");
                    Expect(a => a.StoreTile(place, new Tmm(t)), $"tilestored [{text}],tmm{t}");
                }
            });
        Assert.That(() => new Assembler().LoadTile(new Tmm(0), new Address(Gpr.Rax)), Throws.ArgumentException);
    }

    [Test]
    public void Products_of_tiles()
    {
        Expect(a => a.ReleaseTiles(), "tilerelease");
        for (int x = 0; x < 8; x++)
            for (int y = 0; y < 8; y++)
                for (int z = 0; z < 8; z++)
                {
                    string operands = $"tmm{x},tmm{y},tmm{z}";
                    if (x == y || y == z || x == z) continue;
                    Expect(a => a.DotTileBytes(new Tmm(x), new Tmm(y), new Tmm(z)), $"tdpbusd {operands}");
                    Expect(a => a.DotTilePairs(new Tmm(x), new Tmm(y), new Tmm(z)), $"tdpbf16ps {operands}");
                }
    }

    [Test]
    public void Arithmetic_of_vectors()
    {
        foreach (int x in s_vectors)
            foreach (int y in s_vectors)
            {
                Expect(a => a.ToFloats(new Zmm(x), new Zmm(y)), $"vcvtdq2ps zmm{x},zmm{y}");
                Expect(a => a.ToIntegers(new Zmm(x), new Zmm(y)), $"vcvtps2dq zmm{x},zmm{y}");
                Expect(a => a.Move(new Zmm(x), new Zmm(y)), $"vmovdqa32 zmm{x},zmm{y}");
                Expect(a => a.Compress(new Zmm(x), 2, new Zmm(y)), $"vpcompressd zmm{x}{{k2}}{{z}},zmm{y}");
                foreach (int z in s_vectors)
                {
                    string operands = $"zmm{x},zmm{y},zmm{z}";
                    Expect(a => a.DotBytes(new Zmm(x), new Zmm(y), new Zmm(z)), $"vpdpbusd {operands}");
                    Expect(a => a.DotPairs(new Zmm(x), new Zmm(y), new Zmm(z)), $"vdpbf16ps {operands}");
                    Expect(a => a.PackInt32(new Zmm(x), new Zmm(y), new Zmm(z)), $"vpackssdw {operands}");
                    Expect(a => a.PackInt16(new Zmm(x), new Zmm(y), new Zmm(z)), $"vpackuswb {operands}");
                    Expect(a => a.AddInt16(new Zmm(x), new Zmm(y), new Zmm(z)), $"vpaddsw {operands}");
                    Expect(a => a.MaxBytes(new Zmm(x), new Zmm(y), new Zmm(z)), $"vpmaxub {operands}");
                    Expect(a => a.MinBytes(new Zmm(x), new Zmm(y), new Zmm(z)), $"vpminub {operands}");
                    Expect(a => a.UnpackLowBytes(new Zmm(x), new Zmm(y), new Zmm(z)), $"vpunpcklbw {operands}");
                    Expect(a => a.UnpackHighBytes(new Zmm(x), new Zmm(y), new Zmm(z)), $"vpunpckhbw {operands}");
                    Expect(a => a.UnpackLowWords(new Zmm(x), new Zmm(y), new Zmm(z)), $"vpunpcklwd {operands}");
                    Expect(a => a.UnpackHighWords(new Zmm(x), new Zmm(y), new Zmm(z)), $"vpunpckhwd {operands}");
                    Expect(a => a.Xor(new Zmm(x), new Zmm(y), new Zmm(z)), $"vpxord {operands}");
                    Expect(a => a.Multiply(new Zmm(x), new Zmm(y), new Zmm(z)), $"vmulps {operands}");
                    Expect(a => a.AddFloats(new Zmm(x), new Zmm(y), new Zmm(z)), $"vaddps {operands}");
                }
            }
    }

    [Test]
    public void Masks_and_ends()
    {
        foreach (Gpr register in s_registers)
            for (int mask = 1; mask < 8; mask++) Expect(a => a.SetMask(mask, register), $"kmovq k{mask},{Name(register)}");
        Expect(a => a.ZeroUpper(), "vzeroupper");
        Expect(a => a.Return(), "ret");
    }

    [Test]
    public void Jumps_go_to_their_labels_forwards_and_backwards()
    {
        var code = new Assembler();
        Label before = new(), after = new();
        code.Place(before);
        code.Jump(after);
        code.JumpIfZero(before);
        code.JumpIfNotZero(after);
        code.Place(after);
        code.Return();
        Assert.That(Disassemble(code.ToArray()), Is.EqualTo(new[] { "jmp near ptr 0000000000000011h", "je near ptr 0", "jne near ptr 0000000000000011h", "ret" }));
    }

    [Test]
    public void Code_with_a_jump_to_nowhere_is_refused()
    {
        var code = new Assembler();
        code.Jump(new Label());
        Assert.That(code.ToArray, Throws.InvalidOperationException.With.Message.Contains("1 jump"));
    }

    private static void ForAddresses(Action<Address, string> test)
    {
        foreach (Gpr register in s_registers)
            foreach (int displacement in s_displacements)
            {
                test(new Address(register, displacement), Name(register) + Signed(displacement));
                foreach (Gpr index in new[] { Gpr.Rax, Gpr.R9, Gpr.R12, Gpr.Rbp })
                    test(new Address(register, displacement, index), $"{Name(register)}+{Name(index)}{Signed(displacement)}");
            }
    }

    private static string Signed(int displacement) =>
        displacement == 0 ? "" : (displacement < 0 ? "-" : "+") + Hex(Math.Abs(displacement));

    private static string Hex(int value)
    {
        string digits = value.ToString("X", null);
        return value < 10 ? digits : (char.IsDigit(digits[0]) ? digits : "0" + digits) + "h";
    }

    private static string Name(Gpr register) => register.ToString().ToLowerInvariant();

    private static void Expect(Action<Assembler> write, string text)
    {
        var code = new Assembler();
        write(code);
        string[] read = Disassemble(code.ToArray());
        if (read.Length != 1 || read[0] != text) Assert.Fail($"wrote {string.Join("; ", read)}, expected {text}");
    }

    private static string[] Disassemble(byte[] code)
    {
        var decoder = Decoder.Create(64, code);
        var formatter = new MasmFormatter();
        var lines = new List<string>();
        while (decoder.IP < (ulong)code.Length)
        {
            Instruction instruction = decoder.Decode();
            var output = new StringOutput();
            formatter.Format(instruction, output);
            lines.Add(output.ToStringAndReset());
        }

        return [.. lines];
    }
}

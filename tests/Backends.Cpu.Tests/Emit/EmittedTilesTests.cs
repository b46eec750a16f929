using Iced.Intel;
using NnBridge.Backends.Cpu.Native;
using NnBridge.Backends.Cpu.Simd.Amx;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Emit;
using NnBridge.Backends.Cpu.Simd.Windows;
using Assembler = NnBridge.Backends.Cpu.Simd.Emit.Assembler;

namespace NnBridge.Backends.Cpu.Tests.Emit;

/// <summary>Code that is written at run time: that it is what was meant, that it is checked, and what happens where it is not allowed.</summary>
public sealed class EmittedTilesTests
{
    private static IEnumerable<TestCaseData> Conventions =>
    [
        new TestCaseData(CallConvention.SystemV).SetArgDisplayNames("System V"),
        new TestCaseData(CallConvention.Windows).SetArgDisplayNames("Windows"),
    ];

    [TestCaseSource(nameof(Conventions))]
    public void Every_tile_is_made_of_valid_instructions_and_keeps_the_registers_that_it_must(object convention) =>
        CheckAll((CallConvention)convention, EmittedTiles.EmitTiles);

    [TestCaseSource(nameof(Conventions))]
    public void Every_tile_of_floats_is_made_of_valid_instructions_and_keeps_the_registers_that_it_must(object convention)
    {
        foreach (TileUnit unit in Enum.GetValues<TileUnit>()) CheckAll((CallConvention)convention, (code, rules) => EmittedTiles.EmitFloats(code, rules, unit));
    }

    [TestCase(nameof(TileUnit.Float), 0xB8, 0xBC, TestName = "Tiles_of_floats_that_compute_something_else_are_noticed(a product is subtracted)")]
    [TestCase(nameof(TileUnit.Pair), 0x5F, 0x5D, TestName = "Tiles_of_floats_that_compute_something_else_are_noticed(the lower limit of pairs is an upper one)")]
    [TestCase(nameof(TileUnit.Float24), 0xB8, 0xBC, TestName = "Tiles_of_floats_that_compute_something_else_are_noticed(a product with 24 bits is subtracted)")]
    public void Tiles_of_floats_that_compute_something_else_are_noticed(string name, int opcode, int other)
    {
        TileUnit unit = Enum.Parse<TileUnit>(name);
        TileSet? right = unit switch
        {
            TileUnit.Float => EmittedTiles.Floats.Value,
            TileUnit.Pair => EmittedTiles.Pairs,
            TileUnit.Float24 => EmittedTiles.Floats24.Value,
            _ => throw new ArgumentException(name, nameof(name)),
        };
        if (right is null) Assert.Ignore("this processor lacks the instructions, or code may not be written");
        Assert.That(FloatTileCheck.Passes(right!), Is.True);
        var code = new Assembler();
        int[] places = EmittedTiles.EmitFloats(code, CallConvention.Current, unit);
        byte[] bytes = code.ToArray();
        bytes[FindLast(bytes, (byte)opcode)] = (byte)other;
        using ExecutableMemory memory = ExecutableMemory.TryCreate(bytes)!;
        Assert.That(FloatTileCheck.Passes(EmittedTiles.FloatsOf(memory, places, unit)), Is.False);
    }

    [TestCaseSource(nameof(Conventions))]
    public void Every_strip_is_made_of_valid_instructions_and_keeps_the_registers_that_it_must(object convention)
    {
        foreach (bool signed in new[] { true, false }) CheckAll((CallConvention)convention, (code, rules) => EmittedTiles.EmitStrips(code, rules, signed));
    }

    [TestCaseSource(nameof(Conventions))]
    public void Every_depthwise_kernel_is_made_of_valid_instructions_and_keeps_the_registers_that_it_must(object convention)
    {
        for (int taps = 1; taps <= EmittedWindows.MaxTaps; taps++)
            foreach (bool signed in new[] { true, false })
                CheckAll((CallConvention)convention, (code, rules) =>
                {
                    ByteWindowEmitter.Emit(code, rules, taps, signed);
                    return [0];
                });
    }

    [TestCaseSource(nameof(Conventions))]
    public void Every_kernel_of_the_matrix_unit_is_made_of_valid_instructions_and_keeps_the_registers_that_it_must(object convention)
    {
        foreach (AmxKind kind in Enum.GetValues<AmxKind>()) CheckAll((CallConvention)convention, (code, rules) => AmxUnit.Emit(code, rules, kind));
    }

    [Test]
    public void Depthwise_kernels_pass_their_check_for_every_size_of_window()
    {
        RequireTiles();
        for (int taps = 1; taps <= EmittedWindows.MaxTaps; taps++)
            foreach (bool signed in new[] { true, false })
                Assert.That(EmittedWindows.Find(taps, signed), Is.Not.Null, $"{taps} elements");
        Assert.That(ByteWindowCheck.Passes(EmittedWindows.Find(9, signed: false)!, 9, signed: true), Is.False);
    }

    [TestCaseSource(nameof(Conventions))]
    public void Every_block_kernel_is_made_of_valid_instructions_and_keeps_the_registers_that_it_must(object convention)
    {
        foreach (FloatBlock block in Blocks())
            CheckAll((CallConvention)convention, (code, rules) =>
            {
                FloatBlockEmitter.Emit(code, rules, block);
                return [0];
            });
    }

    [Test]
    public void Block_kernels_pass_their_check_for_every_geometry()
    {
        if (!ProcessorFeatures.HasVectors) Assert.Ignore("this processor lacks the instructions");
        foreach (FloatBlock block in Blocks()) Assert.That(EmittedBlocks.Find(block), Is.Not.Null, $"{block}");
        // The other geometry has more elements: all that the kernel reads is there.
        var (plain, turned) = (new FloatBlock(1, 3, 1, 1, 1, 4), new FloatBlock(3, 1, 1, 1, 1, 4));
        Assert.That(FloatBlockCheck.Passes(EmittedBlocks.Find(plain)!, turned), Is.False);
    }

    [TestCaseSource(nameof(Conventions))]
    public void Every_row_kernel_is_made_of_valid_instructions_and_keeps_the_registers_that_it_must(object convention)
    {
        foreach (FloatRow row in Rows())
            CheckAll((CallConvention)convention, (code, rules) =>
            {
                FloatRowEmitter.Emit(code, rules, row);
                return [0];
            });
    }

    [Test]
    public void Row_kernels_pass_their_check_for_every_geometry()
    {
        if (!ProcessorFeatures.HasVectors) Assert.Ignore("this processor lacks the instructions");
        foreach (FloatRow row in Rows()) Assert.That(EmittedRows.Find(row), Is.Not.Null, $"{row}");
        var (near, far) = (new FloatRow(4, 8, 3, 2), new FloatRow(4, 12, 3, 2));
        Assert.That(FloatRowCheck.Passes(EmittedRows.Find(near)!, far), Is.False);
    }

    private static IEnumerable<FloatRow> Rows() =>
        from units in new[] { 1, 9, FloatRow.MaxUnits }
        from step in new[] { 4, 24, 200 }
        from vectors in Enumerable.Range(1, FloatRow.MaxVectors)
        from windows in Enumerable.Range(1, Math.Min(FloatRow.MaxWindows, FloatRow.MaxSums / vectors))
        select new FloatRow(units, step, windows, vectors);

    private static IEnumerable<FloatBlock> Blocks() =>
        from kernel in new[] { (H: 3, W: 3), (H: 1, W: 9), (H: 2, W: 3), (H: 5, W: 1) }
        from stride in new[] { (H: 1, W: 1), (H: 2, W: 2), (H: 1, W: 2), (H: 2, W: 3) }
        where stride.H <= kernel.H && stride.W <= kernel.W
        from columns in Enumerable.Range(1, FloatBlock.MaxColumns)
        from rows in Enumerable.Range(1, FloatBlock.RowsOf(columns))
        select new FloatBlock(kernel.H, kernel.W, stride.H, stride.W, rows, columns);

    private static void CheckAll(CallConvention rules, Func<Assembler, CallConvention, int[]> emit)
    {
        var code = new Assembler();
        int[] places = emit(code, rules);
        byte[] bytes = code.ToArray();
        foreach (int place in places)
        {
            Instruction[] instructions = [.. Read(bytes, place)];
            string[] pushed = [.. instructions.Where(i => i.Mnemonic == Mnemonic.Push).Select(i => i.Op0Register.ToString())];
            string[] popped = [.. instructions.Where(i => i.Mnemonic == Mnemonic.Pop).Select(i => i.Op0Register.ToString()).Reverse()];
            string[] changed = [.. instructions.Where(i => i.Op0Kind == OpKind.Register && i.Mnemonic is not (Mnemonic.Push or Mnemonic.Pop or Mnemonic.Test))
                .Select(i => i.Op0Register.ToString()).Distinct()];
            Assert.That(popped, Is.EqualTo(pushed));
            string[] preserved = [.. rules.Saved.Select(r => r.ToString().ToUpperInvariant())];
            Assert.That(changed.Intersect(preserved).Except(pushed), Is.Empty, "registers that the caller wants back");
            Assert.That(instructions[^1].Mnemonic, Is.EqualTo(Mnemonic.Ret));
            Assert.That(instructions.Count(i => i.Mnemonic == Mnemonic.Vzeroupper), Is.EqualTo(1));
            Assert.That(SavedVectors(instructions, Mnemonic.Vmovdqu32), Is.SupersetOf(Changed(changed, rules.FirstSavedVector)));
        }
    }

    [Test]
    public void Tiles_that_compute_something_else_are_noticed()
    {
        RequireTiles();
        var code = new Assembler();
        int[] places = EmittedTiles.EmitTiles(code, CallConvention.Current);
        byte[] bytes = code.ToArray();
        // The last tile gets another multiplication: vpdpbusds, which saturates, differs on large sums only; vpdpwssd differs at once.
        int product = FindLast(bytes, 0x50);
        bytes[product] = 0x52;
        using ExecutableMemory memory = ExecutableMemory.TryCreate(bytes)!;
        Assert.That(TileCheck.Passes(TileSet.OfCode(16, TileJob.CommonColumns, memory, places)), Is.False);
    }

    [Test]
    public void Strips_that_compute_something_else_are_noticed()
    {
        RequireTiles();
        var code = new Assembler();
        int[] places = EmittedTiles.EmitStrips(code, CallConvention.Current, signed: false);
        byte[] bytes = code.ToArray();
        // Subtraction of the factor instead of multiplication.
        bytes[FindLast(bytes, 0x59)] = 0x5C;
        using ExecutableMemory memory = ExecutableMemory.TryCreate(bytes)!;
        Assert.That(StripCheck.Passes(new StripSet(memory, places), signed: false), Is.False);
    }

    [Test]
    public void What_is_written_passes_its_check()
    {
        RequireTiles();
        Assert.That(TileCheck.Passes(EmittedTiles.Bytes!), Is.True);
        Assert.That(StripCheck.Passes(EmittedTiles.Strips!, signed: false), Is.True);
        Assert.That(StripCheck.Passes(EmittedTiles.SignedStrips!, signed: true), Is.True);
        Assert.That(StripCheck.Passes(EmittedTiles.Strips!, signed: true), Is.False);
    }

    [Test, NonParallelizable]
    public void Pages_are_never_writable_and_executable_at_once()
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("the protection of pages is read from /proc");
        using ExecutableMemory memory = ExecutableMemory.TryCreate([0xC3])!;
        Assert.That(Protection(memory.Address), Is.EqualTo("r-xp"));
    }

    [Test, NonParallelizable]
    public unsafe void Code_runs_and_is_freed_with_its_owner()
    {
        if (System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture != System.Runtime.InteropServices.Architecture.X64) Assert.Ignore("the code is for x64");
        var code = new Assembler();
        code.Move(Gpr.Rax, 42);
        code.Return();
        ExecutableMemory memory = ExecutableMemory.TryCreate(code.ToArray())!;
        nint address = memory.Address;
        Assert.That(((delegate* unmanaged<long>)address)(), Is.EqualTo(42));
        memory.Dispose();
        if (!OperatingSystem.IsLinux()) return;
        Assert.That(Protection(address), Is.Not.EqualTo("r-xp"));
    }

    /// <summary>What may be done with the page at an address; null when there is none. Neighbouring pages of one kind share a line.</summary>
    private static string? Protection(nint address)
    {
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            string[] parts = line.Split(' ', '-');
            if (nint.Parse(parts[0], System.Globalization.NumberStyles.HexNumber, null) <= address && address < nint.Parse(parts[1], System.Globalization.NumberStyles.HexNumber, null))
                return line.Split(' ')[1];
        }

        return null;
    }

    private static void RequireTiles()
    {
        if (EmittedTiles.Bytes is null) Assert.Ignore("this processor has no AVX-512 VNNI, or code may not be written");
    }

    private static IEnumerable<Instruction> Read(byte[] code, int from)
    {
        var decoder = Decoder.Create(64, code[from..]);
        while (true)
        {
            Instruction instruction = decoder.Decode();
            if (instruction.IsInvalid) throw new InvalidDataException($"no instruction at {from + (int)instruction.IP}");
            yield return instruction;
            if (instruction.Mnemonic == Mnemonic.Ret) yield break;
        }
    }

    /// <summary>Numbers of vector registers that are stored on the stack.</summary>
    private static int[] SavedVectors(Instruction[] instructions, Mnemonic store) =>
    [
        .. instructions.Where(i => i.Mnemonic == store && i.Op0Kind == OpKind.Memory && i.MemoryBase == Register.RSP)
            .Select(i => i.Op1Register - Register.ZMM0),
    ];

    private static int[] Changed(string[] registers, int first) =>
        [.. registers.Where(r => r.StartsWith("ZMM", StringComparison.Ordinal)).Select(r => int.Parse(r[3..], null)).Where(v => v >= first && v < 16)];

    private static int FindLast(byte[] code, byte opcode)
    {
        for (int i = code.Length - 1; i >= 5; i--)
            if (code[i] == opcode && code[i - 4] == 0x62) return i;
        throw new InvalidDataException("no product found");
    }
}

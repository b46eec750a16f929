using System.Runtime.InteropServices;
using Iced.Intel;
using NnBridge.Backends.Cpu.Simd.Amx;
using NnBridge.Backends.Cpu.Simd.Emit;
using Assembler = NnBridge.Backends.Cpu.Simd.Emit.Assembler;

namespace NnBridge.Backends.Cpu.Tests.Emit;

/// <summary>Runs emitted AMX code on any processor, instruction by instruction, as a disassembler that knows nothing of us reads it.</summary>
/// <remarks>
/// Semantics: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, and "Intel AMX Instructions" of the Instruction Set Extensions
/// Programming Reference. Whatever a processor would refuse (tiles that are not configured, shapes that do not fit) fails here, too.
/// </remarks>
internal static unsafe class AmxInterpreter
{
    private const int StackBytes = 1024;

    private static readonly Dictionary<(AmxKind, int, int), (Instruction[] Code, Dictionary<ulong, int> Places)> s_code = [];

    /// <summary>Matrix units whose kernels are interpreted.</summary>
    public static AmxUnit Unit { get; } = new(Kernels);

    /// <summary>How many kernels have run since the process began.</summary>
    public static long Calls => Interlocked.Read(ref s_calls);

    /// <summary>What went wrong first; a kernel cannot throw.</summary>
    public static Exception? Fault { get; private set; }

    private static long s_calls;

    /// <summary>Kernels of a kind.</summary>
    public static AmxKernels Kernels(AmxKind kind) => Kernels(kind, kind);

    /// <summary>Kernels of a kind that are taken for those of another.</summary>
    public static AmxKernels Kernels(AmxKind kind, AmxKind pretended)
    {
        lock (s_code)
            for (int rows = 1; rows <= 2; rows++)
                for (int columns = 1; columns <= 2; columns++) s_code[(kind, rows, columns)] = Decode(kind, rows, columns);
        delegate* unmanaged<AmxJob*, void>[] entries = kind switch
        {
            AmxKind.Bytes => [&Bytes11, &Bytes12, &Bytes21, &Bytes22],
            AmxKind.Pairs => [&Pairs11, &Pairs12, &Pairs21, &Pairs22],
            _ => [&Split11, &Split12, &Split21, &Split22],
        };
        return new AmxKernels(pretended, [(nint)entries[0], (nint)entries[1], (nint)entries[2], (nint)entries[3]]);
    }

    private static (Instruction[], Dictionary<ulong, int>) Decode(AmxKind kind, int rows, int columns)
    {
        var code = new Assembler();
        AmxEmitter.Emit(code, CallConvention.SystemV, kind, rows, columns);
        byte[] bytes = code.ToArray();
        var decoder = Decoder.Create(64, bytes);
        var instructions = new List<Instruction>();
        while (decoder.IP < (ulong)bytes.Length) instructions.Add(decoder.Decode());
        return ([.. instructions], instructions.Select((instruction, i) => (instruction.IP, i)).ToDictionary());
    }

    private static void Interpret(AmxKind kind, int rows, int columns, AmxJob* job)
    {
        Interlocked.Increment(ref s_calls);
        try
        {
            (Instruction[] code, Dictionary<ulong, int> places) = s_code[(kind, rows, columns)];
            byte* stack = stackalloc byte[StackBytes];
            var machine = new Machine(stack + StackBytes, (ulong)job);
            for (int at = 0; at >= 0;) at = machine.Step(code[at], at, places);
            machine.CheckEnd(stack + StackBytes);
        }
        catch (Exception e)
        {
            Fault ??= e;
        }
    }

    [UnmanagedCallersOnly] private static void Bytes11(AmxJob* job) => Interpret(AmxKind.Bytes, 1, 1, job);

    [UnmanagedCallersOnly] private static void Bytes12(AmxJob* job) => Interpret(AmxKind.Bytes, 1, 2, job);

    [UnmanagedCallersOnly] private static void Bytes21(AmxJob* job) => Interpret(AmxKind.Bytes, 2, 1, job);

    [UnmanagedCallersOnly] private static void Bytes22(AmxJob* job) => Interpret(AmxKind.Bytes, 2, 2, job);

    [UnmanagedCallersOnly] private static void Pairs11(AmxJob* job) => Interpret(AmxKind.Pairs, 1, 1, job);

    [UnmanagedCallersOnly] private static void Pairs12(AmxJob* job) => Interpret(AmxKind.Pairs, 1, 2, job);

    [UnmanagedCallersOnly] private static void Pairs21(AmxJob* job) => Interpret(AmxKind.Pairs, 2, 1, job);

    [UnmanagedCallersOnly] private static void Pairs22(AmxJob* job) => Interpret(AmxKind.Pairs, 2, 2, job);

    [UnmanagedCallersOnly] private static void Split11(AmxJob* job) => Interpret(AmxKind.SplitPairs, 1, 1, job);

    [UnmanagedCallersOnly] private static void Split12(AmxJob* job) => Interpret(AmxKind.SplitPairs, 1, 2, job);

    [UnmanagedCallersOnly] private static void Split21(AmxJob* job) => Interpret(AmxKind.SplitPairs, 2, 1, job);

    [UnmanagedCallersOnly] private static void Split22(AmxJob* job) => Interpret(AmxKind.SplitPairs, 2, 2, job);

    /// <summary>Registers and tiles of a thread.</summary>
    private sealed class Machine
    {
        private readonly ulong[] _registers = new ulong[16];
        private readonly byte[][] _tiles = [.. Enumerable.Range(0, 8).Select(_ => new byte[AmxJob.TileBytes])];
        private readonly int[] _heights = new int[8];
        private readonly int[] _widths = new int[8];
        private bool _configured;
        private bool _zero;

        public Machine(byte* stack, ulong argument)
        {
            for (int i = 0; i < 16; i++) _registers[i] = 0xDEAD0000u + (uint)i;
            (_registers[(int)Gpr.Rsp], _registers[(int)Gpr.Rdi]) = ((ulong)stack, argument);
        }

        /// <summary>What a caller relies on.</summary>
        public void CheckEnd(byte* stack)
        {
            if (_configured) throw new InvalidOperationException("tiles are still in use");
            if (_registers[(int)Gpr.Rsp] != (ulong)stack) throw new InvalidOperationException("the stack is not what it was");
            foreach (Gpr saved in CallConvention.SystemV.Saved)
                if (_registers[(int)saved] != 0xDEAD0000u + (uint)saved) throw new InvalidOperationException($"{saved} is not what it was");
        }

        /// <summary>The next instruction; -1 after a return.</summary>
        public int Step(in Instruction i, int at, Dictionary<ulong, int> places)
        {
            switch (i.Mnemonic)
            {
                case Mnemonic.Mov when i.Op1Kind == OpKind.Memory: Register(i.Op0Register) = *(ulong*)Place(i); break;
                case Mnemonic.Mov when i.Op1Kind == OpKind.Register: Register(i.Op0Register) = Register(i.Op1Register); break;
                case Mnemonic.Mov: Register(i.Op0Register) = i.GetImmediate(1); break;
                case Mnemonic.Add: Register(i.Op0Register) += i.Op1Kind == OpKind.Register ? Register(i.Op1Register) : i.GetImmediate(1); break;
                case Mnemonic.Dec: _zero = --Register(i.Op0Register) == 0; break;
                case Mnemonic.Push: *(ulong*)(Register(Iced.Intel.Register.RSP) -= sizeof(ulong)) = Register(i.Op0Register); break;
                case Mnemonic.Pop: Register(i.Op0Register) = *(ulong*)((Register(Iced.Intel.Register.RSP) += sizeof(ulong)) - sizeof(ulong)); break;
                case Mnemonic.Jne: return _zero ? at + 1 : places[i.NearBranchTarget];
                case Mnemonic.Vzeroupper: break;
                case Mnemonic.Ret: return -1;
                case Mnemonic.Ldtilecfg: Configure((byte*)Place(i)); break;
                case Mnemonic.Tilerelease: _configured = false; break;
                case Mnemonic.Tileloadd: Move(i, Tile(i.Op0Register), load: true); break;
                case Mnemonic.Tilestored: Move(i, Tile(i.Op1Register), load: false); break;
                case Mnemonic.Tdpbusd or Mnemonic.Tdpbf16ps: Dot(i); break;
                default: throw new InvalidOperationException($"{i} is not known here");
            }

            return at + 1;
        }

        private ref ulong Register(Register register) => ref _registers[register - Iced.Intel.Register.RAX];

        private ulong Place(in Instruction i) => Register(i.MemoryBase) + i.MemoryDisplacement64;

        private static int Tile(Register register) => register - Iced.Intel.Register.TMM0;

        private void Configure(byte* from)
        {
            if (from[0] != 1) throw new InvalidOperationException($"palette {from[0]}");
            for (int i = 1; i < 16; i++) if (from[i] != 0) throw new InvalidOperationException("reserved bytes are not 0");
            for (int tile = 0; tile < 16; tile++)
            {
                int width = *(ushort*)(from + 16 + (2 * tile)), height = from[48 + tile];
                if (width > 64 || height > 16 || (width == 0) != (height == 0) || (tile >= 8 && height != 0)) throw new InvalidOperationException($"tile {tile} has {height} rows of {width} bytes");
                if (tile >= 8) continue;
                (_heights[tile], _widths[tile]) = (height, width);
                Array.Clear(_tiles[tile]);
            }

            _configured = true;
        }

        private void Move(in Instruction i, int tile, bool load)
        {
            Require(tile);
            ulong stride = Register(i.MemoryIndex), place = Place(i);
            if (i.MemoryIndexScale != 1) throw new InvalidOperationException("the stride is scaled");
            for (int row = 0; row < _heights[tile]; row++, place += stride)
            {
                Span<byte> there = new((byte*)place, _widths[tile]), here = _tiles[tile].AsSpan(row * 64, _widths[tile]);
                if (load) there.CopyTo(here);
                else here.CopyTo(there);
            }

            // Loading sets what the shape does not cover to 0.
            if (load) _tiles[tile].AsSpan(_heights[tile] * 64).Clear();
        }

        private void Dot(in Instruction i)
        {
            int sum = Tile(i.Op0Register), a = Tile(i.Op1Register), b = Tile(i.Op2Register);
            foreach (int tile in (ReadOnlySpan<int>)[sum, a, b]) Require(tile);
            if (sum == a || sum == b || a == b) throw new InvalidOperationException("operands must differ");
            if (_heights[sum] != _heights[a] || _widths[sum] != _widths[b] || _widths[a] != 4 * _heights[b]) throw new InvalidOperationException("shapes of tiles do not fit");
            fixed (byte* c = _tiles[sum])
            fixed (byte* x = _tiles[a])
            fixed (byte* y = _tiles[b])
                for (int m = 0; m < _heights[sum]; m++)
                    for (int n = 0; n < _widths[sum] / 4; n++)
                    {
                        var element = (int*)(c + (m * 64)) + n;
                        uint* row = (uint*)(x + (m * 64)), column = (uint*)y + n;
                        *element = i.Mnemonic == Mnemonic.Tdpbusd ? Bytes(*element, row, column, _heights[b])
                            : BitConverter.SingleToInt32Bits(Pairs(BitConverter.Int32BitsToSingle(*element), row, column, _heights[b]));
                    }
        }

        private void Require(int tile)
        {
            if (!_configured || _heights[tile] == 0) throw new InvalidOperationException($"tile {tile} is not configured");
        }

        private static int Bytes(int sum, uint* a, uint* b, int count)
        {
            for (int k = 0; k < count; k++)
                for (int shift = 0; shift < 32; shift += 8) sum += (byte)(a[k] >> shift) * (sbyte)(b[k * 16] >> shift);
            return sum;
        }

        /// <summary>Even and odd elements are added on their own; numbers too small for the format are 0.</summary>
        private static float Pairs(float sum, uint* a, uint* b, int count)
        {
            float even = 0, odd = 0;
            for (int k = 0; k < count; k++)
            {
                even = Flush(MathF.FusedMultiplyAdd(Float(a[k] << 16), Float(b[k * 16] << 16), even));
                odd = Flush(MathF.FusedMultiplyAdd(Float(a[k]), Float(b[k * 16]), odd));
            }

            return Flush(Flush(sum) + Flush(even + odd));
        }

        private static float Float(uint bits) => Flush(BitConverter.UInt32BitsToSingle(bits & 0xFFFF0000));

        private static float Flush(float value) => float.IsSubnormal(value) ? MathF.CopySign(0, value) : value;
    }
}

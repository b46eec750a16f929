using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Writes x64 machine code: the general-purpose instructions that kernels need, one form per method.</summary>
internal sealed partial class Assembler
{
    private const byte RexW = 0x48;

    private readonly List<byte> _code = [];

    /// <summary>Bytes written so far.</summary>
    public int Position => _code.Count;

    /// <summary>The code.</summary>
    /// <exception cref="InvalidOperationException">A jump goes to a label that was never placed.</exception>
    public byte[] ToArray() => _pending == 0 ? [.. _code] : throw new InvalidOperationException($"{_pending} jump(s) without a target");

    private int _pending;

    /// <summary><c>mov r64, m64</c>.</summary>
    public void Load(Gpr to, Address from) => Memory(0x8B, to, from);

    /// <summary><c>mov m64, r64</c>.</summary>
    public void Store(Address to, Gpr from) => Memory(0x89, from, to);

    /// <summary><c>movsxd r64, m32</c>.</summary>
    public void LoadInt32(Gpr to, Address from) => Memory(0x63, to, from);

    /// <summary><c>mov r64, r64</c>.</summary>
    public void Move(Gpr to, Gpr from) => Registers(0x8B, to, from);

    /// <summary><c>mov r64, imm32</c>, sign-extended.</summary>
    public void Move(Gpr to, int value)
    {
        Emit((byte)(RexW | High(to)), 0xC7, (byte)(0xC0 | Low(to)));
        Emit32(value);
    }

    /// <summary><c>add r64, r64</c>.</summary>
    public void Add(Gpr to, Gpr value) => Registers(0x03, to, value);

    /// <summary><c>add r64, imm32</c>.</summary>
    public void Add(Gpr to, int value)
    {
        Emit((byte)(RexW | High(to)), 0x81, (byte)(0xC0 | Low(to)));
        Emit32(value);
    }

    /// <summary><c>sub r64, r64</c>.</summary>
    public void Subtract(Gpr from, Gpr value) => Registers(0x2B, from, value);

    /// <summary><c>neg r64</c>.</summary>
    public void Negate(Gpr register) => Emit((byte)(RexW | High(register)), 0xF7, (byte)(0xD8 | Low(register)));

    /// <summary><c>dec r64</c>.</summary>
    public void Decrement(Gpr register) => Emit((byte)(RexW | High(register)), 0xFF, (byte)(0xC8 | Low(register)));

    /// <summary><c>shl r64, imm8</c>.</summary>
    public void ShiftLeft(Gpr register, byte count) => Emit((byte)(RexW | High(register)), 0xC1, (byte)(0xE0 | Low(register)), count);

    /// <summary><c>lea r64, m</c>.</summary>
    public void LoadAddress(Gpr to, Address place) => Memory(0x8D, to, place);

    /// <summary><c>prefetcht1 m8</c>: into the second-level cache.</summary>
    public void Prefetch(Address place)
    {
        const int SecondLevel = 2;
        Emit((byte)(RexW | ((place.Index is { } i ? High(i) : 0) << 1) | High(place.Base)), 0x0F, 0x18);
        Operand(SecondLevel, place, 1);
    }

    /// <summary><c>test r64, r64</c>.</summary>
    public void Test(Gpr a, Gpr b) => Registers(0x85, b, a);

    /// <summary><c>cmp r64, m64</c>.</summary>
    public void Compare(Gpr a, Address b) => Memory(0x3B, a, b);

    /// <summary><c>push r64</c>.</summary>
    public void Push(Gpr register)
    {
        if (High(register) != 0) Emit(0x41);
        Emit((byte)(0x50 | Low(register)));
    }

    /// <summary><c>pop r64</c>.</summary>
    public void Pop(Gpr register)
    {
        if (High(register) != 0) Emit(0x41);
        Emit((byte)(0x58 | Low(register)));
    }

    /// <summary><c>jnz rel32</c>.</summary>
    public void JumpIfNotZero(Label target)
    {
        Emit(0x0F, 0x85);
        Distance(target);
    }

    /// <summary><c>jz rel32</c>.</summary>
    public void JumpIfZero(Label target)
    {
        Emit(0x0F, 0x84);
        Distance(target);
    }

    /// <summary><c>jmp rel32</c>.</summary>
    public void Jump(Label target)
    {
        Emit(0xE9);
        Distance(target);
    }

    /// <summary><c>ret</c>.</summary>
    public void Return() => Emit(0xC3);

    /// <summary>Jumps to the label arrive here.</summary>
    public void Place(Label label)
    {
        label.Position = Position;
        foreach (int end in label.Waiting)
            BinaryPrimitives.WriteInt32LittleEndian(CollectionsMarshal.AsSpan(_code)[(end - sizeof(int))..], label.Position - end);
        _pending -= label.Waiting.Count;
        label.Waiting.Clear();
    }

    /// <summary>Goes on at a multiple of a power of two; what is skipped is never executed.</summary>
    public void Align(int multiple)
    {
        while (Position % multiple != 0) Emit(0xCC);
    }

    private static int Low(Gpr register) => (int)register & 7;

    private static int High(Gpr register) => (int)register >> 3;

    private void Distance(Label target)
    {
        int end = Position + sizeof(int);
        Emit32(target.Position < 0 ? 0 : target.Position - end);
        if (target.Position >= 0) return;
        target.Waiting.Add(end);
        _pending++;
    }

    private void Registers(byte opcode, Gpr register, Gpr other) =>
        Emit((byte)(RexW | (High(register) << 2) | High(other)), opcode, (byte)(0xC0 | (Low(register) << 3) | Low(other)));

    private void Memory(byte opcode, Gpr register, Address place)
    {
        int index = place.Index is { } i ? High(i) : 0;
        Emit((byte)(RexW | (High(register) << 2) | (index << 1) | High(place.Base)), opcode);
        Operand((int)register & 7, place, 1);
    }

    /// <summary>ModRM, SIB and displacement of a place in memory.</summary>
    /// <param name="register">The other operand's lower three bits.</param>
    /// <param name="place">The place.</param>
    /// <param name="unit">What a displacement of 8 bits counts.</param>
    private void Operand(int register, Address place, int unit)
    {
        int low = Low(place.Base);
        bool needsSib = place.Index is not null || low == Low(Gpr.Rsp), none = place.Displacement == 0 && low != Low(Gpr.Rbp);
        bool isShort = place.Displacement % unit == 0 && place.Displacement / unit is >= sbyte.MinValue and <= sbyte.MaxValue;
        int mode = none ? 0 : isShort ? 0x40 : 0x80;
        Emit((byte)(mode | (register << 3) | (needsSib ? 4 : low)));
        if (needsSib) Emit((byte)((BitOperations.Log2((uint)place.Scale) << 6) | ((place.Index is { } index ? Low(index) : Low(Gpr.Rsp)) << 3) | low));
        if (none) return;
        if (isShort) Emit(unchecked((byte)(sbyte)(place.Displacement / unit)));
        else Emit32(place.Displacement);
    }

    private void Emit32(int value)
    {
        for (int i = 0; i < sizeof(int); i++) Emit(unchecked((byte)(value >> (8 * i))));
    }

    private void Emit(params ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes) _code.Add(b);
    }
}

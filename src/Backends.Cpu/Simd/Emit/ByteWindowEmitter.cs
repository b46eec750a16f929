using NnBridge.Backends.Cpu.Simd.Windows;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Writes depthwise convolutions of bytes for windows of a fixed number of elements.</summary>
/// <remarks>
/// An instruction adds four products of one channel: four elements of the window are interleaved byte by byte. That leaves channels in the
/// order that packing sums to bytes undoes, so nothing is ever sorted.
/// </remarks>
internal sealed class ByteWindowEmitter
{
    private const int Together = 4;
    private const int Vectors = 4;
    private const int VectorBytes = 64;
    private const int MaxKeptWeights = 12;
    private const int LastBlock = 1;

    private const Gpr Job = Gpr.R11;
    private const Gpr Taps = Gpr.Rax;
    private const Gpr Offset = Gpr.Rcx;
    private const Gpr Count = Gpr.Rdx;
    private const Gpr Weights = Gpr.R8;
    private const Gpr Start = Gpr.R9;
    private const Gpr Factors = Gpr.R10;
    private const Gpr Place = Gpr.Rbx;
    private const Gpr Blocks = Gpr.R12;
    private const Gpr Step = Gpr.R13;
    private const Gpr OutputStep = Gpr.R14;
    private const Gpr Output = Gpr.R15;
    private const Gpr BlockOffset = Gpr.Rbp;
    private const Gpr BlockOutput = Gpr.Rsi;

    private static readonly Zmm s_zeroPoint = new(12);
    private static readonly Zmm s_low = new(13);
    private static readonly Zmm s_high = new(14);
    private static readonly Zmm s_flip = new(15);
    private static readonly Zmm s_sign = new(28);

    private readonly Assembler _code;
    private readonly int _taps;
    private readonly bool _signed;

    private ByteWindowEmitter(Assembler code, int taps, bool signed) => (_code, _taps, _signed) = (code, taps, signed);

    private int Groups => (_taps + Together - 1) / Together;

    private bool KeepsWeights => Groups * Vectors <= MaxKeptWeights;

    /// <summary>Writes a function <c>void (ByteWindowJob*)</c>.</summary>
    /// <param name="code">Receives it.</param>
    /// <param name="convention">How it will be called.</param>
    /// <param name="taps">Elements of a window.</param>
    /// <param name="signed">Whether activations are signed.</param>
    public static void Emit(Assembler code, CallConvention convention, int taps, bool signed)
    {
        Gpr[] used = [Taps, Offset, Count, Weights, Start, Factors, Place, Blocks, Step, OutputStep, Output, BlockOffset, BlockOutput];
        var frame = new Frame(convention, used, s_flip.Number + 1);
        frame.Enter(code);
        code.Move(Job, convention.Argument);
        var window = new ByteWindowEmitter(code, taps, signed);
        window.Prepare();
        Label block = new(), last = new();
        code.Place(block);
        code.Test(Blocks, Blocks);
        code.JumpIfZero(last);
        window.Block(masked: false);
        code.Decrement(Blocks);
        code.Jump(block);
        code.Place(last);
        window.Block(masked: true);
        frame.Leave(code);
    }

    private static Zmm Sum(int vector) => new(vector);

    private static Zmm Temporary(int index) => new(Vectors + index);

    private static Zmm Weight(int group, int vector) => new(16 + (group * Vectors) + vector);

    private void Prepare()
    {
        _code.Load(Place, new Address(Job, ByteWindowOffsets.Finish));
        _code.LoadVector(s_zeroPoint, new Address(Place, StripOffsets.ZeroPoint));
        _code.LoadVector(s_low, new Address(Place, StripOffsets.Low));
        _code.LoadVector(s_high, new Address(Place, StripOffsets.High));
        _code.LoadVector(s_flip, new Address(Place, StripOffsets.Flip));
        if (_signed) _code.LoadVector(s_sign, new Address(Place, StripOffsets.Sign));
        _code.Load(Place, new Address(Job, ByteWindowOffsets.Mask));
        _code.SetMask(LastBlock, Place);
        _code.Load(Taps, new Address(Job, ByteWindowOffsets.Taps));
        _code.Load(Weights, new Address(Job, ByteWindowOffsets.Weights));
        _code.Load(Start, new Address(Job, ByteWindowOffsets.Start));
        _code.Load(Factors, new Address(Job, ByteWindowOffsets.Factors));
        _code.Load(Step, new Address(Job, ByteWindowOffsets.Step));
        _code.Load(OutputStep, new Address(Job, ByteWindowOffsets.OutputStep));
        _code.Load(BlockOutput, new Address(Job, ByteWindowOffsets.Output));
        _code.Load(Blocks, new Address(Job, ByteWindowOffsets.FullBlocks));
        _code.Move(BlockOffset, 0);
    }

    private void Block(bool masked)
    {
        if (KeepsWeights)
            for (int i = 0; i < Groups * Vectors; i++) _code.LoadVector(Weight(0, i), new Address(Weights, i * VectorBytes));
        _code.Load(Count, new Address(Job, ByteWindowOffsets.Count));
        _code.Move(Offset, BlockOffset);
        _code.Move(Output, BlockOutput);
        var window = new Label();
        _code.Place(window);
        for (int v = 0; v < Vectors; v++) _code.LoadVector(Sum(v), new Address(Start, v * VectorBytes));
        for (int g = 0; g < Groups; g++) Products(g, masked);
        Store(masked);
        _code.Add(Offset, Step);
        _code.Add(Output, OutputStep);
        _code.Decrement(Count);
        _code.JumpIfNotZero(window);
        _code.Add(Weights, Groups * Vectors * VectorBytes);
        _code.Add(Start, ByteWindowJob.BlockChannels * sizeof(int));
        _code.Add(Factors, ByteWindowJob.BlockChannels * sizeof(float));
        _code.Add(BlockOffset, ByteWindowJob.BlockChannels);
        _code.Add(BlockOutput, ByteWindowJob.BlockChannels);
    }

    /// <summary>Four elements of the window. Where there are fewer, others repeat: their weights are 0.</summary>
    private void Products(int group, bool masked)
    {
        int count = Math.Min(Together, _taps - (group * Together));
        for (int t = 0; t < count; t++)
        {
            Zmm element = Temporary(t);
            _code.Load(Place, new Address(Taps, ((group * Together) + t) * sizeof(long)));
            var from = new Address(Place, 0, Offset);
            if (masked) _code.LoadMasked(element, LastBlock, from);
            else _code.LoadVector(element, from);
            if (_signed) _code.Xor(element, element, s_sign);
        }

        Zmm Element(int index) => Temporary(Math.Min(index, count - 1));
        Zmm low = Temporary(4), high = Temporary(5), otherLow = low, otherHigh = high;
        _code.UnpackLowBytes(low, Element(0), Element(1));
        _code.UnpackHighBytes(high, Element(0), Element(1));
        if (count > 2)
        {
            (otherLow, otherHigh) = (Temporary(6), Temporary(7));
            _code.UnpackLowBytes(otherLow, Element(2), Element(3));
            _code.UnpackHighBytes(otherHigh, Element(2), Element(3));
        }

        _code.UnpackLowWords(Temporary(0), low, otherLow);
        _code.UnpackHighWords(Temporary(1), low, otherLow);
        _code.UnpackLowWords(Temporary(2), high, otherHigh);
        _code.UnpackHighWords(Temporary(3), high, otherHigh);
        for (int v = 0; v < Vectors; v++)
        {
            if (KeepsWeights) _code.DotBytes(Sum(v), Temporary(v), Weight(group, v));
            else _code.DotBytes(Sum(v), Temporary(v), new Address(Weights, ((group * Vectors) + v) * VectorBytes));
        }
    }

    private void Store(bool masked)
    {
        for (int v = 0; v < Vectors; v++)
        {
            _code.ToFloats(Sum(v), Sum(v));
            _code.Multiply(Sum(v), Sum(v), new Address(Factors, v * VectorBytes));
            _code.ToIntegers(Sum(v), Sum(v));
        }

        Zmm bytes = Sum(0), rest = Sum(2);
        _code.PackInt32(bytes, bytes, Sum(1));
        _code.PackInt32(rest, rest, Sum(3));
        _code.AddInt16(bytes, bytes, s_zeroPoint);
        _code.AddInt16(rest, rest, s_zeroPoint);
        _code.PackInt16(bytes, bytes, rest);
        _code.MaxBytes(bytes, bytes, s_low);
        _code.MinBytes(bytes, bytes, s_high);
        _code.Xor(bytes, bytes, s_flip);
        if (masked) _code.StoreMasked(new Address(Output), LastBlock, bytes);
        else _code.StoreVector(new Address(Output), bytes);
    }
}
